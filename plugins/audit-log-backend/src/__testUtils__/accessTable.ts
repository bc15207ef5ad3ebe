import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { JsonObject } from '@backstage/types';
import {
  RouteAccess,
  RouteDefinition,
  routes,
} from 'backstage-plugin-audit-log-common';
import { CallerName, callerNames } from './startPortal';

type People = 'engineer' | 'grantee' | 'admin';

/** A way in which permissions are set up, and what people may do then. */
export interface PermissionSetting {
  name: string;
  policy?: PermissionPolicy;
  auditLog?: JsonObject;
  people: Record<People, 'nothing' | 'reading' | 'exporting' | 'everything'>;
}

function answering(decide: (permission: string) => boolean): PermissionPolicy {
  return {
    handle: async ({ permission }) => ({
      result: decide(permission.name)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    }),
  };
}

const open = {
  engineer: 'nothing',
  grantee: 'reading',
  admin: 'everything',
} as const;

const closed = {
  engineer: 'nothing',
  grantee: 'nothing',
  admin: 'nothing',
} as const;

/** Every way that matters. */
export const permissionSettings: PermissionSetting[] = [
  { name: 'Permissions off', people: open },
  {
    name: 'Permissions on, a policy that allows everything',
    policy: answering(() => true),
    people: open,
  },
  {
    name: 'Permissions on, a policy that denies everything',
    policy: answering(() => false),
    people: closed,
  },
  {
    name: 'Permissions on, a policy that allows reading only',
    policy: answering(name => name === 'audit-log.event.read'),
    people: { ...open, admin: 'reading' },
  },
  {
    name: 'Mode `policy`, permissions off',
    auditLog: { access: { mode: 'policy' } },
    people: closed,
  },
  {
    name: 'Mode `policy`, a policy that allows reading',
    auditLog: { access: { mode: 'policy' } },
    policy: answering(name => name === 'audit-log.event.read'),
    people: { engineer: 'reading', grantee: 'reading', admin: 'reading' },
  },
  {
    name: 'Mode `policy`, a policy that allows managing exports only',
    auditLog: { access: { mode: 'policy' } },
    policy: answering(name => name === 'audit-log.export.manage'),
    people: { engineer: 'exporting', grantee: 'exporting', admin: 'exporting' },
  },
];

const services: Partial<Record<CallerName, RouteAccess[]>> = {
  plugin: ['none'],
  'delivering backend': ['none', 'ingest'],
  'unrestricted token': ['none'],
  'token for reading': ['none', 'event.read'],
  'token for settings': ['none', 'settings.update'],
  'token for the plugin': ['none'],
  'token for actions': ['none'],
};

/** Whether a caller gets past the access policy. */
export function isAllowed(
  caller: CallerName,
  { access, tellsOfEvents }: RouteDefinition,
  setting: PermissionSetting,
): boolean {
  return (
    isPermitted(caller, access, setting) &&
    (!tellsOfEvents ||
      tellsOfEvents === 'if all' ||
      isPermitted(caller, 'event.read', setting))
  );
}

function isPermitted(
  caller: CallerName,
  access: RouteAccess,
  { people }: PermissionSetting,
): boolean {
  if (caller === 'anonymous') {
    return false;
  }
  const ofService = services[caller];
  if (ofService || access === 'none' || access === 'ingest') {
    return (ofService ?? ['none']).includes(access);
  }
  const may = people[kindOf(caller)];
  return (
    may === 'everything' ||
    (may === 'reading' && ['event.read', 'view.own'].includes(access)) ||
    (may === 'exporting' && access === 'export.manage')
  );
}

function kindOf(caller: CallerName): People {
  if (caller === 'admin') {
    return 'admin';
  }
  return caller.startsWith('grantee') && !caller.endsWith('expired')
    ? 'grantee'
    : 'engineer';
}

/** The tables as Markdown, one for each setting. */
export function accessTables(): string {
  return permissionSettings
    .map(setting => `### ${setting.name}\n\n${accessTable(setting)}`)
    .join('\n\n');
}

function accessTable(setting: PermissionSetting): string {
  const rows = Object.values(routes).map((route: RouteDefinition) => [
    `\`${route.method.toUpperCase()} ${route.path}\``,
    ...callerNames.map(caller =>
      isAllowed(caller, route, setting) ? 'yes' : '·',
    ),
  ]);
  const header = ['Route', ...callerNames];
  return [header, header.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}
