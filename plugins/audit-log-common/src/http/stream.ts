import { z } from 'zod';
import { auditEventSchema } from '../events';
import { MAX_QUERY_LENGTH } from '../query';
import { completeToSchema } from './events';

/** Longest life of one stream of events, in seconds. @public */
export const MAX_STREAM_SECONDS = 600;

/**
 * Query parameters of `GET /events/stream`.
 *
 * @remarks
 * `after` is the sequence after which to begin: that of the last `completeTo`
 * that was received, or nothing for events from now on. The stream ends after
 * `seconds`, so that whoever watches on shows again that they may; with 0 it
 * sends what there is and ends.
 *
 * @public
 */
export const streamEventsQuerySchema = z.strictObject({
  q: z.string().max(MAX_QUERY_LENGTH).optional(),
  after: z
    .string()
    .regex(/^\d{1,15}$/, { message: 'expected a sequence such as 1042' })
    .optional(),
  seconds: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_STREAM_SECONDS)
    .default(MAX_STREAM_SECONDS),
});

/** @public */
export type StreamEventsQuery = z.input<typeof streamEventsQuerySchema>;

/**
 * One message of `GET /events/stream`: the events that were appended since the
 * last one, in sequence order, amended ones included, and up to where that is
 * complete. Without events it is a sign of life.
 *
 * @public
 */
export const streamedEventsSchema = z.strictObject({
  items: z.array(auditEventSchema),
  completeTo: completeToSchema,
});

/** {@inheritDoc streamedEventsSchema} @public */
export type StreamedEvents = z.infer<typeof streamedEventsSchema>;
