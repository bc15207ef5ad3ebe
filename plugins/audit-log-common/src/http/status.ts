import { z } from 'zod';

const count = z.number().int().nonnegative();

/**
 * Answer of `GET /status`: whether everything that happens is being recorded.
 *
 * @remarks
 * `auditorActive` is false where another override of the auditor service has
 * taken this plugin's place. Counts are of this process since it started.
 *
 * @public
 */
export const statusSchema = z.strictObject({
  state: z.enum(['disabled', 'enabling', 'enabled', 'disabling']),
  health: z.enum(['ok', 'impaired']),
  problems: z.array(z.string()),
  auditorActive: z.boolean(),
  completeTo: z.strictObject({
    sequence: z.string(),
    time: z.string().nullable(),
  }),
  recorder: z.looseObject({
    instance: z.string(),
    queued: count,
    appended: count,
    dropped: count,
    openOperations: count,
    lastAppendError: z.string().nullable(),
  }),
});

/** {@inheritDoc statusSchema} @public */
export type Status = z.infer<typeof statusSchema>;
