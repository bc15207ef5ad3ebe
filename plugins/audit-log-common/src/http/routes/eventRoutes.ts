import { z } from 'zod';
import { auditEventSchema } from '../../events';
import {
  listEventsQuerySchema,
  listEventsResponseSchema,
  operationResponseSchema,
} from '../events';
import {
  ingestRequestSchema,
  ingestResponseSchema,
  MAX_INGEST_BYTES,
} from '../ingest';
import { streamEventsQuerySchema } from '../stream';
import { nothing, RouteDefinition } from './types';

export const eventRoutes = {
  listEvents: {
    method: 'get',
    path: '/events',
    summary: 'Read events, bounded or polling',
    access: 'event.read',
    event: 'event-read',
    whileDisabled: 'admins',
    limitedAs: 'read',
    oncePerSearch: true,
    oncePerPoll: true,
    query: listEventsQuerySchema,
    response: listEventsResponseSchema,
  },
  streamEvents: {
    method: 'get',
    path: '/events/stream',
    summary: 'Watch events as they are appended, as server-sent events',
    access: 'event.read',
    event: 'event-read',
    whileDisabled: 'admins',
    limitedAs: 'liveTail',
    query: streamEventsQuerySchema,
    response: z.unknown(),
  },
  getEvent: {
    method: 'get',
    path: '/events/:id',
    summary: 'Read one event',
    access: 'event.read',
    event: 'event-read',
    whileDisabled: 'admins',
    limitedAs: 'read',
    params: z.strictObject({ id: z.uuid() }),
    query: nothing,
    response: auditEventSchema,
  },
  getOperation: {
    method: 'get',
    path: '/events/:id/operation',
    summary: 'Read the events of one operation, amended ones included',
    access: 'event.read',
    event: 'event-read',
    whileDisabled: 'admins',
    limitedAs: 'read',
    params: z.strictObject({ id: z.uuid() }),
    query: nothing,
    response: operationResponseSchema,
  },
  appendEvents: {
    method: 'post',
    path: '/events',
    summary: 'Append events that another backend recorded',
    access: 'ingest',
    event: 'events-append',
    toldByHandler: true,
    // What becomes of the events is the answer itself.
    whileDisabled: 'allowed',
    maxBodyBytes: MAX_INGEST_BYTES,
    body: ingestRequestSchema,
    response: ingestResponseSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
