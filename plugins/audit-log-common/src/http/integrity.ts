import { z } from 'zod';

const hexHash = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.number().int().nonnegative();
const treeSize = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const sizeParameter = treeSize.min(1);

/**
 * A signed statement that the log had a root at a size.
 *
 * @remarks
 * `note` is a signed note (C2SP tlog-checkpoint, Ed25519). `size` and `time`
 * are only there for finding it: what counts is in the note.
 *
 * @public
 */
export const checkpointSchema = z.strictObject({
  size,
  time: z.iso.datetime({ precision: 3 }),
  note: z.string(),
});

/** {@inheritDoc checkpointSchema} @public */
export type SignedCheckpoint = z.infer<typeof checkpointSchema>;

/**
 * Answer of `GET /integrity/checkpoint`: the newest checkpoint, made for this
 * answer where events were appended since the last one, and the keys that
 * this log signs or signed with, newest first.
 *
 * @public
 */
export const latestCheckpointSchema = z.strictObject({
  checkpoint: checkpointSchema,
  verifierKeys: z.array(z.string()),
});

/** {@inheritDoc latestCheckpointSchema} @public */
export type LatestCheckpoint = z.infer<typeof latestCheckpointSchema>;

/**
 * Query of `GET /integrity/checkpoints`: those of fewer than `below` events,
 * largest first.
 *
 * @public
 */
export const listCheckpointsQuerySchema = z.strictObject({
  below: sizeParameter.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** @public */
export const listCheckpointsResponseSchema = z.strictObject({
  items: z.array(checkpointSchema),
});

/** @public */
export type ListCheckpointsResponse = z.infer<
  typeof listCheckpointsResponseSchema
>;

/**
 * Query of `GET /integrity/inclusion`. `size` is that of a checkpoint; the
 * newest one where absent.
 *
 * @public
 */
export const inclusionQuerySchema = z.strictObject({
  event: z.uuid(),
  size: sizeParameter.optional(),
});

/** @public */
export type InclusionQuery = z.input<typeof inclusionQuerySchema>;

/**
 * Proof that an event is in the log that a checkpoint is about.
 *
 * @remarks
 * `leaf` is the canonical text whose hash, `SHA-256(0x00 ‖ leaf)`, is proven
 * to be in the tree. It commits to the groups of the event; `keys` has the key
 * of each group that is not erased, so that the values of the event can be
 * compared with the commitments.
 *
 * @public
 */
export const inclusionSchema = z.strictObject({
  sequence: z.string().regex(/^[1-9]\d{0,18}$/),
  leaf: z.string(),
  keys: z.record(z.string(), hexHash),
  size,
  proof: z.array(hexHash),
});

/** {@inheritDoc inclusionSchema} @public */
export type Inclusion = z.infer<typeof inclusionSchema>;

/** Query of `GET /integrity/consistency`: two sizes, `from` at most `to`. @public */
export const consistencyQuerySchema = z.strictObject({
  from: treeSize,
  to: treeSize,
});

/**
 * Proof that the log of `from` events is the beginning of that of `to` events.
 *
 * @public
 */
export const consistencySchema = z.strictObject({
  from: size,
  to: size,
  proof: z.array(hexHash),
});

/** {@inheritDoc consistencySchema} @public */
export type Consistency = z.infer<typeof consistencySchema>;
