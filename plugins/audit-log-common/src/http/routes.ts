import { z } from 'zod';
import { OwnEventId, auditEventSchema } from '../events';
import {
  dependentsSchema,
  disableRequestSchema,
  settingsSchema,
} from '../settings';
import { listEventsQuerySchema, listEventsResponseSchema } from './events';
import { meSchema } from './me';
import { statusSchema } from './status';

/**
 * What a caller needs for a route.
 *
 * @remarks
 * `none`: any signed-in caller, the answer is about the caller itself.
 * `ingest`: service principals only. Everything else is one of the plugin's
 * permissions, decided by the access policy.
 *
 * @public
 */
export type RouteAccess =
  | 'none'
  | 'ingest'
  | 'event.read'
  | 'settings.update'
  | 'storage.manage'
  | 'export.manage'
  | 'view.manage'
  | 'grant.manage';

/**
 * One row of the route table: everything about a route but its handler.
 *
 * @public
 */
export interface RouteDefinition {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  summary: string;
  access: RouteAccess;
  event: OwnEventId | null;
  status?: number;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
}

const empty = z.strictObject({});

/**
 * Every route under `/api/audit-log/v1`, with its permission and the event
 * that records its use. The backend's router, the OpenAPI document, the
 * client and the access tests are made from this table.
 *
 * @public
 */
export const routes = {
  getMe: {
    method: 'get',
    path: '/me',
    summary: 'What the caller may do',
    access: 'none',
    event: null,
    query: empty,
    response: meSchema,
  },
  getSettings: {
    method: 'get',
    path: '/settings',
    summary: 'Settings of the audit log',
    access: 'settings.update',
    event: 'settings-read',
    query: empty,
    response: settingsSchema,
  },
  enable: {
    method: 'post',
    path: '/settings/enable',
    summary: 'Switch audit logging on',
    access: 'settings.update',
    event: 'logging-enable',
    status: 202,
    body: empty,
    response: settingsSchema,
  },
  disable: {
    method: 'post',
    path: '/settings/disable',
    summary: 'Switch audit logging off',
    access: 'settings.update',
    event: 'logging-disable',
    status: 202,
    body: disableRequestSchema,
    response: settingsSchema,
  },
  getDependents: {
    method: 'get',
    path: '/settings/dependents',
    summary: 'What hangs on the log',
    access: 'settings.update',
    event: 'settings-read',
    query: empty,
    response: dependentsSchema,
  },
  listEvents: {
    method: 'get',
    path: '/events',
    summary: 'Read events, bounded or polling',
    access: 'event.read',
    event: 'event-read',
    query: listEventsQuerySchema,
    response: listEventsResponseSchema,
  },
  getEvent: {
    method: 'get',
    path: '/events/:id',
    summary: 'Read one event',
    access: 'event.read',
    event: 'event-read',
    params: z.strictObject({ id: z.uuid() }),
    query: empty,
    response: auditEventSchema,
  },
  getStatus: {
    method: 'get',
    path: '/status',
    summary: 'Health of recording',
    access: 'settings.update',
    event: 'status-read',
    query: empty,
    response: statusSchema,
  },
} as const satisfies Record<string, RouteDefinition>;

/** @public */
export type RouteName = keyof typeof routes;
