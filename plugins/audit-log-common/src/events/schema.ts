import { z } from 'zod';
import { severities } from './severity';

/**
 * Every outcome of an operation.
 *
 * @remarks
 * `pending`: still running when it was recorded. `unknown`: begun and never
 * finished, for instance because the process died.
 *
 * @public
 */
export const outcomes = ['succeeded', 'failed', 'unknown', 'pending'] as const;

/**
 * Every type of actor.
 *
 * @public
 */
export const actorTypes = ['user', 'service', 'anonymous'] as const;

/**
 * How an actor acted, where not by themselves.
 *
 * @remarks
 * `agent`: an AI assistant acted for them.
 *
 * @public
 */
export const actorModes = ['agent'] as const;

const isoTime = z.iso.datetime({ precision: 3 });
const jsonObject = z.record(z.string(), z.json());

/**
 * Who did it.
 *
 * @remarks
 * `ref` is the principal of the request: an entity ref for users, a subject
 * such as `plugin:scaffolder` for services, null for anonymous callers.
 * `onBehalfOf` is the person for whom a service acted. `via` is the service
 * that relayed a person's request. `clientId` and `clientName` are the OAuth
 * client that the token of the request was issued to; `mode` is `agent` where
 * an AI assistant acted.
 *
 * @public
 */
export const actorSchema = z.strictObject({
  type: z.enum(actorTypes),
  ref: z.string().max(512).nullable(),
  onBehalfOf: z.string().max(512).optional(),
  via: z.string().max(512).optional(),
  mode: z.enum(actorModes).optional(),
  clientId: z.string().max(512).optional(),
  clientName: z.string().max(256).optional(),
});

/**
 * What was acted on: an entity ref, a task, a location, a schedule...
 *
 * @public
 */
export const targetSchema = z.strictObject({
  type: z.string().min(1).max(64),
  ref: z.string().min(1).max(2048),
  name: z.string().max(512).optional(),
});

/**
 * Where the request came from.
 *
 * @public
 */
export const clientSchema = z.strictObject({
  ip: z.string().max(64).optional(),
  userAgent: z.string().max(1024).optional(),
});

/**
 * The HTTP request of the operation; `query` is redacted.
 *
 * `traceId` and `requestId` are ids that the portal gave. Those that the caller
 * named are `claimedTraceId` and `claimedRequestId`: anybody can name any.
 *
 * @public
 */
export const requestSchema = z.strictObject({
  method: z.string().max(16).optional(),
  path: z.string().max(4096).optional(),
  query: z.string().max(4096).optional(),
  status: z.number().int().optional(),
  traceId: z.string().max(64).optional(),
  requestId: z.string().max(128).optional(),
  claimedTraceId: z.string().max(64).optional(),
  claimedRequestId: z.string().max(128).optional(),
});

/**
 * Why the operation failed. Never a stack.
 *
 * @public
 */
export const eventErrorSchema = z.strictObject({
  name: z.string().max(256),
  message: z.string().max(8192),
});

/**
 * An event as the recorder hands it on: complete, redacted, capped in size,
 * but without a place in the log.
 *
 * @remarks
 * Times are ISO 8601 in UTC with milliseconds. `id` is a UUIDv7. `amends`
 * names the event of the same operation that this one corrects.
 *
 * @public
 */
export const recordedEventSchema = z.strictObject({
  id: z.uuid(),
  startedAt: isoTime,
  endedAt: isoTime.nullable(),
  durationMs: z.number().int().nonnegative().nullable(),
  plugin: z.string().min(1).max(128),
  eventId: z.string().min(1).max(256),
  action: z.string().max(128).nullable(),
  category: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/),
  severity: z.enum(severities),
  outcome: z.enum(outcomes),
  amends: z.uuid().nullable(),
  actor: actorSchema,
  target: targetSchema.nullable(),
  client: clientSchema.nullable(),
  request: requestSchema.nullable(),
  meta: jsonObject.nullable(),
  error: eventErrorSchema.nullable(),
  instance: z.string().min(1).max(256),
});

/**
 * A stored event. `sequence` is a decimal string, contiguous from 1 and never
 * reused; `recordedAt` is when it was appended, in the time of the log, which
 * never goes back. A group of fields that was erased reads as null and is
 * named in `erased`.
 *
 * `leafVersion` is absent where the leaf has version 1. Only since version 2
 * an event has `appendedAt`, when it was appended by the clock of the process
 * that did so, be it behind or ahead; and `deliveredBy`, the subject of the
 * backend that delivered it, null where the portal recorded it itself.
 *
 * @public
 */
export const auditEventSchema = recordedEventSchema.extend({
  sequence: z.string().regex(/^[1-9]\d{0,18}$/),
  recordedAt: isoTime,
  appendedAt: isoTime.optional(),
  deliveredBy: z.string().nullable().optional(),
  leafVersion: z.number().int().positive().optional(),
  leafHash: z.string().regex(/^[0-9a-f]{64}$/),
  actor: actorSchema.nullable(),
  erased: z.array(z.string()).optional(),
});
