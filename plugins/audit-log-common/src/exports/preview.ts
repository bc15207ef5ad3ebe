import { z } from 'zod';
import { auditEventSchema } from '../events';

const isoTime = z.iso.datetime({ precision: 3 });

/**
 * What a schedule would do, before it is saved.
 *
 * @remarks
 * `nextDueAt` are the next five instants. `destination` is the object that a
 * run at the first of them would write for the sequences from 1 to the end of
 * the log. `rows` are the first five of the query. `conditionHolds` says
 * whether the condition would hold for everything that is kept now.
 *
 * @public
 */
export const exportPreviewSchema = z.strictObject({
  nextDueAt: z.array(isoTime),
  cadence: z.string(),
  destination: z.string(),
  rows: z.array(auditEventSchema),
  conditionHolds: z.boolean(),
});

/** {@inheritDoc exportPreviewSchema} @public */
export type ExportPreview = z.infer<typeof exportPreviewSchema>;

/**
 * Query of `GET /events/download`. Events of the query in sequence order, each
 * operation once, as one stream of any length.
 *
 * @public
 */
export const downloadQuerySchema = z.strictObject({
  q: z.string().max(4096).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  format: z.enum(['csv', 'jsonl', 'parquet']).default('csv'),
  compression: z.enum(['none', 'gzip', 'zstd']).optional(),
  formulaGuard: z.enum(['true', 'false']).default('true'),
  columns: z.string().max(4096).optional(),
});

/** @public */
export type DownloadQuery = z.input<typeof downloadQuerySchema>;
