import {
  AuthService,
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  readsEverything,
  RouteAccess,
} from 'backstage-plugin-audit-log-common';
import { AccessMode } from '../config';
import { ConditionCompiler } from './compileConditions';
import { mayServiceAppend, mayServiceUse } from './decideForService';
import { permissionFor, PermittedAccess } from './permissionFor';
import {
  AccessDecision,
  AccessPolicy,
  GrantSource,
  OwnershipLookup,
  Permitted,
} from './types';

const ALLOWED: AccessDecision = { allowed: true, where: [] };

export interface DefaultAccessPolicyOptions {
  mode: AccessMode;
  admins: string[];
  permissionsEnabled: boolean;
  /** Who may append events beside the delivery plugin. */
  appendingSubjects: readonly string[];
  auth: AuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  compileConditions: ConditionCompiler;
  lookup: OwnershipLookup;
  grants?: GrantSource;
}

/**
 * Closed unless opened: with permissions off or with a policy that allows
 * everything, only Admins and holders of grants get in.
 */
export class DefaultAccessPolicy implements AccessPolicy {
  readonly #options: DefaultAccessPolicyOptions;

  constructor(options: DefaultAccessPolicyOptions) {
    this.#options = options;
  }

  async decide(
    access: RouteAccess,
    credentials: BackstageCredentials,
  ): Promise<AccessDecision> {
    const { auth } = this.#options;
    if (auth.isPrincipal(credentials, 'service')) {
      return decideForService(
        access,
        credentials.principal,
        this.#options.appendingSubjects,
      );
    }
    if (!auth.isPrincipal(credentials, 'user')) {
      return denied('Sign in to use the audit log');
    }
    if (access === 'none') {
      return ALLOWED;
    }
    if (access === 'ingest') {
      return denied('Only backends that deliver their events may append them');
    }
    return this.#options.mode === 'policy'
      ? this.#decideByPolicy(access, credentials)
      : this.#decideByAdmins(access, credentials);
  }

  async describe(credentials: BackstageCredentials): Promise<Permitted> {
    const may = async (access: RouteAccess) =>
      (await this.decide(access, credentials)).allowed;
    const [read, settings, storage, exports, views, grants] = await Promise.all(
      [
        this.decide('event.read', credentials),
        may('settings.update'),
        may('storage.manage'),
        may('export.manage'),
        may('view.manage'),
        may('grant.manage'),
      ],
    );
    return {
      readingLimits: await this.#readingLimits(read, credentials),
      principal: this.#principalOf(credentials),
      isAdmin: await this.#isAdmin(credentials, settings),
      mayRead: read.allowed,
      mayUpdateSettings: settings,
      mayManageStorage: storage,
      mayManageExports: exports,
      mayManageViews: views,
      mayManageGrants: grants,
      ...(!read.allowed && this.#askFor(credentials)),
    };
  }

  /** Who could give a person a grant. */
  #askFor(credentials: BackstageCredentials): Pick<Permitted, 'askFor'> {
    const { auth, mode, admins } = this.#options;
    return mode === 'admins' && auth.isPrincipal(credentials, 'user')
      ? { askFor: admins }
      : {};
  }

  /** What makes counts and lists of a person something else than the whole. */
  async #readingLimits(
    decision: AccessDecision,
    credentials: BackstageCredentials,
  ): Promise<Permitted['readingLimits']> {
    const { auth, mode, grants } = this.#options;
    if (
      !auth.isPrincipal(credentials, 'user') ||
      !decision.allowed ||
      decision.where.length === 0
    ) {
      return null;
    }
    const isGranted =
      mode === 'admins' && !(await this.#ownsAdminRole(credentials));
    const held = isGranted ? (await grants?.limitsFor(credentials)) ?? [] : [];
    const byPolicy = decision.where.length > (isGranted ? 1 : 0);
    const isWhole = held.some(
      ({ limits, expiresAt }) => readsEverything(limits) && expiresAt === null,
    );
    return isWhole && !byPolicy ? null : { grants: held, byPolicy };
  }

  async #decideByPolicy(
    access: PermittedAccess,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<AccessDecision> {
    if (!this.#options.permissionsEnabled) {
      return denied(
        "Configuration key 'auditLog.access.mode' is 'policy' while 'permission.enabled' is not true: expected a permission policy to decide",
      );
    }
    return this.#askFramework(access, credentials);
  }

  async #decideByAdmins(
    access: PermittedAccess,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<AccessDecision> {
    if (await this.#ownsAdminRole(credentials)) {
      return this.#askFramework(access, credentials);
    }
    const { grants, lookup } = this.#options;
    const isReading = access === 'event.read' || access === 'view.own';
    const granted = isReading && (await grants?.filterFor(credentials));
    if (!granted) {
      return denied(
        `'${
          credentials.principal.userEntityRef
        }' is not an Admin of the audit log${
          isReading ? ' and holds no grant to read it' : ''
        }`,
      );
    }
    const decision = await this.#askFramework(access, credentials);
    return decision.allowed
      ? { allowed: true, where: [...decision.where, await granted(lookup)] }
      : decision;
  }

  async #askFramework(
    access: PermittedAccess,
    credentials: BackstageCredentials,
  ): Promise<AccessDecision> {
    const { permissions, compileConditions } = this.#options;
    const permission = permissionFor(access);
    const [decision] = isResourcePermission(permission)
      ? await permissions.authorizeConditional([{ permission }], {
          credentials,
        })
      : await permissions.authorize([{ permission }], { credentials });
    switch (decision?.result) {
      case AuthorizeResult.ALLOW:
        return ALLOWED;
      case AuthorizeResult.CONDITIONAL:
        return {
          allowed: true,
          where: [await compileConditions(decision.conditions)],
        };
      default:
        return denied(`The permission '${permission.name}' is denied to you`);
    }
  }

  async #isAdmin(
    credentials: BackstageCredentials,
    mayUpdateSettings: boolean,
  ): Promise<boolean> {
    const { auth, mode } = this.#options;
    if (!auth.isPrincipal(credentials, 'user') || !mayUpdateSettings) {
      return false;
    }
    return mode === 'policy' || this.#ownsAdminRole(credentials);
  }

  async #ownsAdminRole(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<boolean> {
    const { admins, userInfo } = this.#options;
    if (admins.length === 0) {
      return false;
    }
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    return ownershipEntityRefs.some(ref =>
      admins.includes(ref.toLocaleLowerCase('en-US')),
    );
  }

  #principalOf(credentials: BackstageCredentials): string | null {
    const { auth } = this.#options;
    if (auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    return auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : null;
  }
}

function decideForService(
  access: RouteAccess,
  principal: BackstageServicePrincipal,
  appendingSubjects: readonly string[],
): AccessDecision {
  if (access === 'none') {
    return ALLOWED;
  }
  if (access === 'ingest') {
    return mayServiceAppend(principal, appendingSubjects)
      ? ALLOWED
      : denied(
          `The service '${principal.subject}' may not append events: expected the plugin 'audit-log-delivery', or a service without access restrictions that configuration key 'auditLog.ingest.allowedSubjects' names`,
        );
  }
  if (access === 'view.own') {
    return denied('Only people have views');
  }
  const permission = permissionFor(access);
  return mayServiceUse(principal, permission)
    ? ALLOWED
    : denied(
        `The service '${principal.subject}' needs access restrictions that name the plugin 'audit-log' and the permission '${permission.name}'`,
      );
}

function denied(reason: string): AccessDecision {
  return { allowed: false, reason };
}
