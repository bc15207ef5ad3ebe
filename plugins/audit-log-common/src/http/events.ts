import { z } from 'zod';
import { auditEventSchema } from '../events';
import { MAX_QUERY_LENGTH } from '../query';

/** Longest page of events. @public */
export const MAX_PAGE_SIZE = 1000;

/** Page size where the caller names none. @public */
export const DEFAULT_PAGE_SIZE = 100;

const isoTime = z.iso.datetime({ offset: true });

/**
 * Joins the reads that one opened search makes: its pages, counts and charts.
 * Reads of the same caller with the same `search`, query and bounds are one
 * own event for ten minutes; each read without it is one.
 *
 * @public
 */
export const searchIdSchema = z.uuid();

/**
 * Query parameters of `GET /events`.
 *
 * @remarks
 * Two contracts. *Bounded* (`order=desc`, the default, or `asc` with `to`):
 * each operation once, `nextCursor` null at the end. *Polling* (`order=asc`
 * without `to`): every event in sequence order, amended ones included; an
 * empty page returns the cursor it was given, so that a caller keeps polling
 * with it and never skips a row. The polls of an hour by the same caller, from
 * the same address, with the same token and `q` are two own events: `poll` when
 * the first is answered, `poll-end` with what has left. `from` is inclusive, `to` exclusive; both
 * are compared with `startedAt`.
 *
 * @public
 */
export const listEventsQuerySchema = z.strictObject({
  q: z.string().max(MAX_QUERY_LENGTH).optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE_SIZE)
    .default(DEFAULT_PAGE_SIZE),
  cursor: z.string().min(1).max(512).optional(),
  search: searchIdSchema.optional(),
});

/** @public */
export type ListEventsQuery = z.input<typeof listEventsQuerySchema>;

/**
 * Up to which event an answer is complete: everything up to and including
 * this sequence and time of appending had been appended when it was read.
 *
 * @public
 */
export const completeToSchema = z.strictObject({
  sequence: z.string().regex(/^\d{1,19}$/),
  time: z.iso.datetime({ precision: 3 }).nullable(),
});

/** {@inheritDoc completeToSchema} @public */
export type CompleteTo = z.infer<typeof completeToSchema>;

/** Answer of `GET /events`. @public */
export const listEventsResponseSchema = z.strictObject({
  items: z.array(auditEventSchema),
  nextCursor: z.string().nullable(),
  completeTo: completeToSchema,
});

/** @public */
export type ListEventsResponse = z.infer<typeof listEventsResponseSchema>;

/**
 * Answer of `GET /events/:id/operation`: the event, those that it says it
 * amends or that say they amend it or the same one, in the order of the log.
 * One of another operation is among them, and amends nothing.
 *
 * @public
 */
export const operationResponseSchema = z.strictObject({
  items: z.array(auditEventSchema),
});

/** {@inheritDoc operationResponseSchema} @public */
export type OperationResponse = z.infer<typeof operationResponseSchema>;
