import { createBackend } from '@backstage/backend-defaults';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestModule from '@backstage/plugin-auth-backend-module-guest-provider';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { mkdtempSync, rmSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import auditLogFeature from '..';
import { eventually } from './startPortal';

const guest = 'user:development/guest';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** A backend with nothing mocked, and somebody who is signed in to it. */
export interface RealBackend {
  url: string;
  /** Holds everything that the backend writes. */
  folder: string;
  /** Of the guest, who is an Admin. */
  token: string;
  /** Calls an API as the guest. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
  stop(): Promise<void>;
}

/**
 * Starts a backend as adopters have it, with real tokens, the auth plugin and
 * the audit log, which is switched on. A file of an SQLite database is in
 * `folder`, on PostgreSQL all plugins use the database of `knex`.
 */
export async function startRealBackend(options: {
  knex: Knex;
  features: BackendFeature[];
  /** What the portal adds before the audit log. */
  before?: BackendFeature[];
  config: JsonObject;
  auditLog: JsonObject;
  /** Default: a logger that says nothing. */
  rootLogger?: BackendFeature;
}): Promise<RealBackend> {
  const { knex, features } = options;
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-real-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const isPostgres = knex.client.config.client === 'pg';

  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl: url },
        ...options.config,
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port },
          workingDirectory: folder,
          database: isPostgres
            ? {
                client: 'pg',
                pluginDivisionMode: 'schema',
                // Knex keeps the password from being copied with the rest.
                connection: {
                  ...knex.client.config.connection,
                  password: knex.client.config.connection.password,
                },
              }
            : {
                client: 'better-sqlite3',
                connection: { directory: join(folder, 'data') },
              },
          ...(options.config.backend as JsonObject | undefined),
        },
        auth: {
          providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
          ...(options.config.auth as JsonObject | undefined),
        },
        auditLog: {
          admins: [guest],
          recording: { journal: { folder: join(folder, 'journal') } },
          ...options.auditLog,
        },
      },
    }),
  );
  for (const feature of [
    options.rootLogger ?? mockServices.rootLogger.factory({ level: 'none' }),
    ...(options.before ?? []),
    auditLogFeature,
    authPlugin,
    guestModule,
    ...features,
  ]) {
    backend.add(feature);
  }
  await backend.start();

  const session = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await session.json();
  const token: string = backstageIdentity.token;
  const call: RealBackend['call'] = (method, path, body, headers = {}) =>
    fetch(`${url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: typeof body === 'object' ? JSON.stringify(body) : (body as string),
    });
  await call('POST', '/audit-log/v1/settings/enable', {});
  await eventually(async () => {
    const answer = await call('GET', '/audit-log/v1/settings');
    expect(await answer.json()).toMatchObject({ state: 'enabled' });
  });
  return {
    url,
    folder,
    token,
    call,
    async stop() {
      await backend.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
