import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  BackendFeature,
  BackstageCredentials,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import permissionBackend from '@backstage/plugin-permission-backend';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import auditLogFeature from '..';

export { eventually } from './eventually';

/** Everybody who calls the audit log in tests, by the token they send. */
export const callers = {
  engineer: mockCredentials.user('user:default/eva'),
  admin: mockCredentials.user('user:default/ada'),
  'grantee, all': mockCredentials.user('user:default/gina'),
  'grantee, a category': mockCredentials.user('user:default/carl'),
  'grantee, own events': mockCredentials.user('user:default/otto'),
  'grantee, owned entities': mockCredentials.user('user:default/olga'),
  'grantee by group': mockCredentials.user('user:default/gwen'),
  'grantee, expired': mockCredentials.user('user:default/fred'),
  plugin: mockCredentials.service('plugin:scaffolder'),
  'delivering backend': mockCredentials.service('plugin:audit-log-delivery'),
  'token for reading': mockCredentials.service('external:siem', {
    permissionNames: ['audit-log.event.read'],
    permissionAttributes: { action: ['read'] },
  }),
  'token for the plugin': mockCredentials.service('external:plugin', {}),
  'token for actions': mockCredentials.service('external:actions', {
    permissionAttributes: { action: ['read', 'update'] },
  }),
  'token for settings': mockCredentials.service('external:terraform', {
    permissionNames: ['audit-log.settings.update'],
  }),
  'unrestricted token': mockCredentials.service('external:any'),
} satisfies Record<string, BackstageCredentials>;

export type CallerName = keyof typeof callers | 'anonymous';

export const callerNames: CallerName[] = [
  'anonymous',
  ...(Object.keys(callers) as (keyof typeof callers)[]),
];

/** Groups that users of tests own, beside themselves. */
const groups: Record<string, string[]> = {
  'user:default/ada': ['group:default/platform'],
};

/** Tells callers apart by their token; knows nobody without one. */
const httpAuthByToken = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const fallback = mockServices.httpAuth({
      pluginId: plugin.getId(),
      defaultCredentials: mockCredentials.none(),
    });
    return {
      ...fallback,
      issueUserCookie: (...args) => fallback.issueUserCookie(...args),
      credentials: async (req, options) => {
        const token = req.headers.authorization?.replace('Bearer test:', '');
        const known = callers[token as keyof typeof callers];
        if (!known) {
          return withActor(await fallback.credentials(req, options));
        }
        const allow = options?.allow as string[] | undefined;
        if (allow && !allow.includes(known.principal.type)) {
          throw new NotAllowedError('Not this type of principal');
        }
        return known as never;
      },
    };
  },
});

/**
 * Mocked tokens for one plugin acting for a user forget the plugin, which the
 * permission backend looks at.
 */
function withActor<T>(credentials: BackstageCredentials<T>) {
  const { type, userEntityRef } = credentials.principal as {
    type?: string;
    userEntityRef?: string;
  };
  return (
    type === 'user'
      ? mockCredentials.user(userEntityRef, {
          actor: { subject: 'plugin:audit-log' },
        })
      : credentials
  ) as typeof credentials;
}

const userInfoByGroups = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo(credentials) {
      const { principal } = credentials as BackstageCredentials<{
        userEntityRef?: string;
      }>;
      if (!principal.userEntityRef) {
        throw new AuthenticationError('Not a user');
      }
      return {
        userEntityRef: principal.userEntityRef,
        ownershipEntityRefs: [
          principal.userEntityRef,
          ...(groups[principal.userEntityRef] ?? []),
        ],
      };
    },
  }),
});

export interface PortalOptions {
  knex: Knex;
  /** Opens that database, where it isn't there at once. */
  getClient?: () => Promise<Knex>;
  /** Configuration under `auditLog`, added to the Admins of tests. */
  auditLog?: JsonObject;
  /** The permission framework is on where there is a policy. */
  policy?: PermissionPolicy;
  features?: BackendFeature[];
  /** Tokens of `backend.auth.externalAccess` count, instead of those of tests. */
  realAuth?: boolean;
  /** More configuration. */
  config?: JsonObject & { permission?: JsonObject };
}

/** The database of the audit log; other plugins have one in memory each. */
function databaseOf({ knex, getClient }: PortalOptions) {
  return createServiceFactory({
    service: coreServices.database,
    deps: {
      plugin: coreServices.pluginMetadata,
      lifecycle: coreServices.lifecycle,
      logger: coreServices.logger,
    },
    factory: ({ plugin, lifecycle, logger }) =>
      plugin.getId() === 'audit-log'
        ? {
            ...mockServices.database({ knex }),
            ...(getClient && { getClient }),
          }
        : DatabaseManager.fromConfig(
            new ConfigReader({
              backend: {
                database: { client: 'better-sqlite3', connection: ':memory:' },
              },
            }),
          ).forPlugin(plugin.getId(), { lifecycle, logger }),
  });
}

/** A test backend with the audit log, and a way to call its API as anybody. */
export async function startPortal(options: PortalOptions) {
  const { auditLog, policy, features = [], realAuth } = options;
  const { permission, ...config } = options.config ?? {};
  const backend = await startTestBackend({
    features: [
      auditLogFeature,
      ...(realAuth
        ? [authServiceFactory, httpAuthServiceFactory]
        : [httpAuthByToken]),
      userInfoByGroups,
      databaseOf(options),
      mockServices.rootConfig.factory({
        data: {
          ...config,
          auditLog: {
            admins: ['group:default/platform'],
            storage: { localFolder: join(tmpdir(), 'audit-log-portal') },
            ...auditLog,
          },
          permission: { enabled: policy !== undefined, ...permission },
        },
      }),
      ...(policy ? [permissionBackend, policyModule(policy)] : []),
      ...features,
    ],
  });
  const call = (
    caller: CallerName,
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
  ) => {
    const sent = request(backend.server)[method](`/api/audit-log/v1${path}`);
    return caller === 'anonymous'
      ? sent
      : sent.set('authorization', `Bearer test:${caller}`);
  };
  return { backend, call };
}

function policyModule(policy: PermissionPolicy): BackendFeature {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'test-policy',
    register(reg) {
      reg.registerInit({
        deps: { policyPoint: policyExtensionPoint },
        async init({ policyPoint }) {
          policyPoint.setPolicy(policy);
        },
      });
    },
  });
}
