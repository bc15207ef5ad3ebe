import { z } from 'zod';
import { recordedEventSchema } from '../events';
import { completeToSchema } from './events';

/** Most events in one `POST /events`. @public */
export const MAX_INGEST_EVENTS = 1000;

/** Largest body of `POST /events`, in bytes. @public */
export const MAX_INGEST_BYTES = 16 * 1024 * 1024;

/**
 * Body of `POST /events`: events that the recorder of another backend took.
 *
 * @public
 */
export const ingestRequestSchema = z.strictObject({
  events: z.array(recordedEventSchema).min(1).max(MAX_INGEST_EVENTS),
});

/** {@inheritDoc ingestRequestSchema} @public */
export type IngestRequest = z.infer<typeof ingestRequestSchema>;

/**
 * Answer of `POST /events`: every event of the request is committed, either
 * by this call (`appended`) or by an earlier one (`duplicates`).
 *
 * @public
 */
export const ingestResponseSchema = z.strictObject({
  appended: z.number().int().nonnegative(),
  duplicates: z.number().int().nonnegative(),
  completeTo: completeToSchema,
});

/** {@inheritDoc ingestResponseSchema} @public */
export type IngestResponse = z.infer<typeof ingestResponseSchema>;
