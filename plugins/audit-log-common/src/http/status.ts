import { z } from 'zod';

const count = z.number().int().nonnegative();

const isoTime = z.iso.datetime({ precision: 3 });

const percentilesSchema = z.strictObject({
  p50: z.number().nonnegative(),
  p99: z.number().nonnegative(),
  max: z.number().nonnegative(),
});

/**
 * Figures of the recorder of one process since it started.
 *
 * @remarks
 * `queued` counts events taken and not yet appended, in memory and on disk.
 * `dropped` events are lost for want of room. `quarantined` events are refused
 * by the log and put aside. `notDurable` counts calls that went on although
 * their events were neither journalled nor committed. `appendLatencyMs` and
 * `lagMs` (from an event being taken to its being readable) are of the latest
 * 512 appends. `journal` is null where there is none.
 *
 * @public
 */
export const recorderStatusSchema = z.strictObject({
  instance: z.string(),
  recording: z.enum(['unknown', 'on', 'off']),
  queued: count,
  oldestQueuedAt: isoTime.nullable(),
  appended: count,
  duplicates: count,
  dropped: count,
  quarantined: count,
  notDurable: count,
  openOperations: count,
  unknownOutcomes: count,
  isAway: z.boolean(),
  lastAppendError: z.string().nullable(),
  appendLatencyMs: percentilesSchema.nullable(),
  lagMs: percentilesSchema.nullable(),
  journal: z
    .strictObject({
      folder: z.string(),
      usable: z.boolean(),
      bytes: count,
      maxBytes: count,
      spilled: count,
    })
    .nullable(),
  problems: z.array(z.string()),
});

/** {@inheritDoc recorderStatusSchema} @public */
export type RecorderStatus = z.infer<typeof recorderStatusSchema>;

/**
 * Answer of `GET /status`: whether everything that happens is being recorded.
 *
 * @remarks
 * `trustsProxy` tells whether `backend.trustProxy` is set: without it, behind a
 * proxy, every event has the proxy's address instead of the client's.
 * `auditorActive` is false where another override of the auditor service has
 * taken this plugin's place. `problems` are those of every replica, the name
 * before those of the others; `quarantined` counts the events that all of them
 * hold back; the counts in `recorder` are of the process that answers, since it
 * started. `replicas` names those that run, and the processes that recorded
 * within the last five minutes.
 *
 * @public
 */
export const statusSchema = z.strictObject({
  state: z.enum(['disabled', 'enabling', 'enabled', 'disabling']),
  health: z.enum(['ok', 'impaired']),
  problems: z.array(z.string()),
  auditorActive: z.boolean(),
  trustsProxy: z.boolean(),
  completeTo: z.strictObject({
    sequence: z.string(),
    time: z.string().nullable(),
  }),
  replicas: z.array(z.string()),
  quarantined: count,
  recorder: recorderStatusSchema,
});

/** {@inheritDoc statusSchema} @public */
export type Status = z.infer<typeof statusSchema>;
