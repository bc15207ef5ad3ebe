import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderModelModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  RouteDefinition,
  exportFormatIds,
  routes,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canaries,
  carelessPlugin,
  keepingLogger,
  sprayCanaries,
  talkativeProvider,
  template,
} from '../__testUtils__/canaries';
import { createTestDatabases } from '../__testUtils__/databases';
import { draft } from '../__testUtils__/exportsHarness';
import { eventually } from '../__testUtils__/startPortal';
import {
  RealBackend,
  startRealBackend,
} from '../__testUtils__/startRealBackend';

jest.setTimeout(180_000);

const databases = createTestDatabases();

/** Every file below a folder, as text. */
function contentsOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** Exports everything in every format, and returns all that was written. */
async function exportEverything(backend: RealBackend, folder: string) {
  const { call } = backend;
  await call('POST', '/audit-log/v1/storage-integrations', {
    name: 'main',
    destination: 'local://demo/audit',
    identity: { type: 'ambient' },
  });
  await eventually(async () => {
    const answer = await call('GET', '/audit-log/v1/storage-integrations/main');
    expect((await answer.json()).integration.status).toBe('ready');
  });
  const schedules: string[] = [];
  for (const format of exportFormatIds) {
    const extension = format === 'ocsf' ? 'ocsf.jsonl' : format;
    const created = await call(
      'POST',
      '/audit-log/v1/export-schedules',
      draft({
        name: format,
        destination: `local://demo/audit/${format}/{run}-{from}-{to}.${extension}`,
        output: { format, compression: 'none' },
      }),
    );
    const { id, error } = await created.json();
    expect([format, error]).toEqual([format, undefined]);
    schedules.push(id);
    await call('POST', `/audit-log/v1/export-schedules/${id}/send-now`, {});
  }
  for (const id of schedules) {
    await eventually(async () => {
      const runs = await call(
        'GET',
        `/audit-log/v1/export-schedules/${id}/runs`,
      );
      expect((await runs.json()).items[0].status).toBe('succeeded');
    });
  }
  const names = readdirSync(folder, { recursive: true }).join(' ');
  for (const format of exportFormatIds) {
    expect(names).toMatch(new RegExp(`\\.${format}\\b`));
  }
  return { text: contentsOf(folder), schedule: schedules[0] };
}

/** What each route answers that reads. */
async function readEverything(
  { call }: RealBackend,
  facts: { event: string; schedule: string },
): Promise<Record<string, string>> {
  const span = 'from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z';
  const queries: Record<string, string> = {
    '/events': 'limit=1000',
    '/events/stream': 'after=0&seconds=1',
    '/events/histogram': span,
    '/events/facets': `fields=actor,target,action,event&${span}`,
    '/events/groups': `by=target&${span}`,
    '/integrity/inclusion': `event=${facts.event}`,
    '/integrity/consistency': 'from=0&to=0',
  };
  const ids: Record<string, string> = {
    '/events/:id': facts.event,
    '/export-schedules/:id': facts.schedule,
    '/export-schedules/:id/runs': facts.schedule,
  };
  const answers: Record<string, string> = {};
  const read = async (path: string, query = '') => {
    const answer = await call('GET', `/audit-log/v1${path}?${query}`);
    answers[`GET ${path}?${query}`] = await answer.text();
    return answer.status;
  };
  for (const { method, path } of Object.values(routes) as RouteDefinition[]) {
    if (method === 'get' && path !== '/events/download') {
      const where = path
        .replace(':name', 'main')
        .replace(':id', ids[path] ?? '00000000-0000-4000-8000-000000000000');
      const status = await read(where, queries[path]);
      expect([
        path,
        status,
        answers[`GET ${where}?${queries[path] ?? ''}`],
      ]).toEqual([
        path,
        path.includes(':id') && !ids[path] ? 404 : 200,
        expect.any(String),
      ]);
    }
  }
  for (const format of ['csv', 'jsonl', 'parquet']) {
    const download = `format=${format}&compression=none`;
    expect(await read('/events/download', download)).toBe(200);
  }
  return answers;
}

/** All that is in the database of the audit log. */
async function storedText(knex: Knex, folder: string): Promise<string> {
  if (knex.client.config.client === 'pg') {
    const { rows: tables } = await knex.raw(
      `select tablename from pg_tables where schemaname = 'audit-log'`,
    );
    const texts = await Promise.all(
      tables.map(async ({ tablename }: { tablename: string }) => {
        const { rows } = await knex.raw('select * from ??.??', [
          'audit-log',
          tablename,
        ]);
        return JSON.stringify(rows);
      }),
    );
    return texts.join('\n');
  }
  return readdirSync(join(folder, 'data'))
    .filter(name => name.includes('audit-log'))
    .map(name => {
      const path = join(folder, 'data', name);
      return name.includes('journal')
        ? contentsOf(path)
        : readFileSync(path, 'latin1');
    })
    .join('\n');
}

describe.each(databases.eachSupportedId())('canaries on %s', id => {
  it('are found in no file, table, line, answer or export', async () => {
    const knex = await databases.init(id);
    const outside = mkdtempSync(join(tmpdir(), 'audit-log-canary-'));
    const templateFile = join(outside, 'template.yaml');
    writeFileSync(templateFile, JSON.stringify(template));
    const exportFolder = mkdtempSync(join(tmpdir(), 'audit-log-exported-'));
    const lines: string[] = [];
    const talkative = talkativeProvider();
    const backend = await startRealBackend({
      knex,
      config: {
        // Without clients, the routes that take their secrets aren't there.
        auth: {
          staticClients: [
            { clientId: 'assistant', redirectUris: ['http://127.0.0.1:8055/'] },
          ],
        },
        catalog: {
          rules: [{ allow: ['Template', 'Location', 'Component'] }],
          locations: [{ type: 'file', target: templateFile }],
        },
      },
      auditLog: {
        storage: { localFolder: exportFolder },
        catalogChanges: { enabled: true, frequency: { seconds: 1 } },
        httpCapture: {
          enabled: true,
          policy: [{ level: 'request', plugins: '!audit-log' }],
        },
      },
      rootLogger: createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => keepingLogger(lines),
      }),
      features: [
        catalogPlugin,
        scaffolderModelModule,
        scaffolderPlugin,
        carelessPlugin,
        talkative.module,
      ],
    });
    try {
      await sprayCanaries(backend);
      for (const [revision, action] of [
        ['1', 'create'],
        ['2', 'update'],
      ]) {
        await talkative.provide(revision);
        await eventually(async () => {
          const query = `event:entity-change action:${action} target:component:default/talkative`;
          const found = await backend.call(
            'GET',
            `/audit-log/v1/events?q=${encodeURIComponent(query)}`,
          );
          expect((await found.json()).items).toHaveLength(1);
        });
      }
      const event = await eventually(async () => {
        const page = await backend.call(
          'GET',
          '/audit-log/v1/events?limit=1000',
        );
        const text = await page.text();
        expect(text).toContain('"action":"execution"');
        expect(text).toContain('"eventId":"do"');
        expect(text).toContain('"eventId":"client-token"');
        const { items } = JSON.parse(text) as {
          items: { id: string; eventId: string }[];
        };
        return items.find(({ eventId }) => eventId === 'do')!.id;
      });
      const exported = await exportEverything(backend, exportFolder);
      const answers = await readEverything(backend, {
        event,
        schedule: exported.schedule,
      });
      const places: Record<string, string> = {
        ...answers,
        exports: exported.text,
        journal: contentsOf(join(backend.folder, 'journal')),
        database: await storedText(knex, backend.folder),
        lines: lines
          .filter(line => /"isAuditEvent":true|"plugin":"audit-log"/.test(line))
          .join('\n'),
      };
      // What is kept tells that the canaries were on their way.
      for (const place of [
        'GET /events?limit=1000',
        `GET /events/${event}?`,
        'GET /events/download?format=csv&compression=none',
        'exports',
        'database',
      ]) {
        expect([place, places[place].includes('[redacted]')]).toEqual([
          place,
          true,
        ]);
      }
      expect(places.exports).toContain('orders');
      expect(places.database).toContain('orders');
      expect(places.lines).toContain('careless.do');

      const found = Object.entries({
        ...canaries,
        token: backend.token,
      }).flatMap(([name, canary]) =>
        Object.entries(places)
          .filter(([, text]) => text.includes(canary))
          .map(([place]) => `${name} in ${place}`),
      );
      expect(found).toEqual([]);
    } finally {
      await backend.stop();
      rmSync(outside, { recursive: true, force: true });
      rmSync(exportFolder, { recursive: true, force: true });
    }
  });
});
