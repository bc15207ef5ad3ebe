import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { JsonObject } from '@backstage/types';
import {
  RouteAccess,
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import {
  CallerName,
  callerNames,
  startPortal,
} from '../__testUtils__/startPortal';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const answering = (
  decide: (permission: string) => boolean,
): PermissionPolicy => ({
  handle: async ({ permission }) => ({
    result: decide(permission.name)
      ? AuthorizeResult.ALLOW
      : AuthorizeResult.DENY,
  }),
});

interface Setting {
  name: string;
  policy?: PermissionPolicy;
  auditLog?: JsonObject;
  /** What people may do here; services never depend on it. */
  people: Record<'engineer' | 'admin', 'nothing' | 'everything' | 'read'>;
}

const settings: Setting[] = [
  {
    name: 'permissions off',
    people: { engineer: 'nothing', admin: 'everything' },
  },
  {
    name: 'allow-all',
    policy: answering(() => true),
    people: { engineer: 'nothing', admin: 'everything' },
  },
  {
    name: 'a policy that denies all',
    policy: answering(() => false),
    people: { engineer: 'nothing', admin: 'nothing' },
  },
  {
    name: 'a policy that denies all but reading',
    policy: answering(name => name === 'audit-log.event.read'),
    people: { engineer: 'nothing', admin: 'read' },
  },
  {
    name: 'policy mode, permissions off',
    auditLog: { access: { mode: 'policy' } },
    people: { engineer: 'nothing', admin: 'nothing' },
  },
  {
    name: 'policy mode, reading allowed',
    auditLog: { access: { mode: 'policy' } },
    policy: answering(name => name === 'audit-log.event.read'),
    people: { engineer: 'read', admin: 'read' },
  },
];

const readingAccess: RouteAccess[] = ['event.read', 'view.own'];

const eva: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'eva' },
};

function isAllowed(
  caller: CallerName,
  access: RouteAccess,
  { people }: Setting,
): boolean {
  switch (caller) {
    case 'anonymous':
      return false;
    case 'engineer':
    case 'admin':
      return (
        access === 'none' ||
        (access !== 'ingest' &&
          (people[caller] === 'everything' ||
            (people[caller] === 'read' && readingAccess.includes(access))))
      );
    case 'plugin':
    case 'unrestricted token':
      return access === 'none' || access === 'ingest';
    case 'token for reading':
      return access === 'none' || access === 'event.read';
    case 'token for settings':
      return access === 'none' || access === 'settings.update';
    default:
      return access === 'none';
  }
}

const table = Object.entries(routes) as [RouteName, RouteDefinition][];

/** Bodies that the routes that need one accept. */
const bodies: Partial<Record<RouteName, object>> = {
  appendEvents: { events: [recordedEvent()] },
  createGrant: { grantee: 'user:default/eva', limits: { ownEvents: true } },
  createLegalHold: { name: 'Case 7', query: '', reason: 'A court asked' },
  createView: { name: 'Mine' },
};

describe.each(databases.eachSupportedId())('access on %s', id => {
  it.each(settings)('with $name', async setting => {
    const { call } = await startPortal({
      knex: await databases.init(id),
      features: [catalogOf(() => [eva])],
      ...setting,
    });
    const wrong: string[] = [];
    for (const caller of callerNames) {
      for (const [name, { method, path, access }] of table) {
        const response = await call(
          caller,
          method,
          path.replace(/:\w+/g, '0194fdc2-fa2f-7cc0-81d3-ff12045b73c8'),
        )
          .set('if-match', '1')
          .send(method === 'get' ? undefined : bodies[name] ?? {});
        const refused = caller === 'anonymous' ? 401 : 403;
        const expected = isAllowed(caller, access, setting)
          ? [200, 201, 202, 204, 404, 409, 412]
          : [refused];
        if (!expected.includes(response.status)) {
          wrong.push(
            `${caller} ${name}: ${response.status} ${response.body.error?.message}`,
          );
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
