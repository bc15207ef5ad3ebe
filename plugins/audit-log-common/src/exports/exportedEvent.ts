import { z } from 'zod';
import { auditEventSchema } from '../events';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What opens the commitments of an event's leaf, so that whoever has the event
 * can compute the leaf.
 *
 * @remarks
 * Hexadecimal, lower case. `salt` is there where every group of the event is:
 * it opens all of them. Where a group was erased, `keys` open the groups that
 * remain, and `commitments` stand for the erased ones: no key of those is
 * left, so their values can't be guessed.
 *
 * @public
 */
export const eventProofSchema = z.union([
  z.strictObject({ salt: z.string().regex(/^[0-9a-f]{32}$/) }),
  z.strictObject({
    keys: z.record(z.string(), sha256),
    commitments: z.record(z.string(), sha256),
  }),
]);

/** {@inheritDoc eventProofSchema} @public */
export type EventProof = z.infer<typeof eventProofSchema>;

/**
 * An event as exports hold it, one per line of JSON Lines.
 *
 * @public
 */
export const exportedEventSchema = auditEventSchema.extend({
  proof: eventProofSchema,
});

/** {@inheritDoc exportedEventSchema} @public */
export type ExportedEvent = z.infer<typeof exportedEventSchema>;
