import { callerRoutes } from './callerRoutes';
import { eventRoutes } from './eventRoutes';
import { grantRoutes } from './grantRoutes';
import { exploreRoutes } from './exploreRoutes';
import { integrityRoutes } from './integrityRoutes';
import { exportRoutes } from './exportRoutes';
import { retentionRoutes } from './retentionRoutes';
import { quarantineRoutes } from './quarantineRoutes';
import { ruleRoutes } from './ruleRoutes';
import { settingsRoutes } from './settingsRoutes';
import { storageRoutes } from './storageRoutes';
import { RouteDefinition } from './types';
import { viewRoutes } from './viewRoutes';

/**
 * Every route under `/api/audit-log/v1`, with its permission and the event
 * that records its use. The backend's router, the OpenAPI document, the
 * client and the access tests are made from this table. Where two paths
 * match, the one without parameters wins.
 *
 * @public
 */
export const routes = {
  ...callerRoutes,
  ...settingsRoutes,
  ...retentionRoutes,
  ...quarantineRoutes,
  ...eventRoutes,
  ...grantRoutes,
  ...ruleRoutes,
  ...viewRoutes,
  ...exploreRoutes,
  ...integrityRoutes,
  ...storageRoutes,
  ...exportRoutes,
} as const satisfies Record<string, RouteDefinition>;

/** @public */
export type RouteName = keyof typeof routes;

/**
 * Routes whose use while audit logging is disabled depends on the change.
 *
 * @public
 */
export type JudgedRouteName = {
  [N in RouteName]: (typeof routes)[N]['whileDisabled'] extends 'judged'
    ? N
    : never;
}[RouteName];
