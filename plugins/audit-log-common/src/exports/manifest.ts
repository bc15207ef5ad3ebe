import { z } from 'zod';
import { exportCompressions, exportFormatIds } from './formats';

const isoTime = z.iso.datetime({ precision: 3 });
const sequence = z.string().regex(/^\d{1,19}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The newest version of manifests, which exports write. @public */
export const MANIFEST_VERSION = 2;

const ofFirstRelease = z.strictObject({
  version: z.literal(1),
  schedule: z.strictObject({ id: z.uuid(), name: z.string() }),
  run: z.strictObject({ id: z.uuid(), number: z.number().int().positive() }),
  coverage: z.enum(['incremental', 'full', 'window']),
  query: z.string(),
  fromSequence: sequence,
  toSequence: sequence,
  firstSequence: sequence.nullable(),
  lastSequence: sequence.nullable(),
  rows: z.number().int().nonnegative(),
  dueAt: isoTime,
  frozenAt: isoTime,
  object: z.strictObject({
    destination: z.string(),
    bytes: z.number().int().nonnegative(),
    sha256,
    format: z.enum(exportFormatIds),
    formatVersion: z.number().int().positive(),
    compression: z.enum(exportCompressions),
  }),
  previous: z.strictObject({ destination: z.string(), sha256 }).nullable(),
  checkpoint: z.string().nullable(),
});

/** What version 2 has besides the members of version 1. */
const signed = {
  version: z.literal(2),
  columns: z.array(z.string()).nullable(),
  signature: z.string().min(1),
};

/**
 * What an exported object holds, written beside it once it is complete. An
 * object without a manifest is no part of the export.
 *
 * @remarks
 * The bytes of a manifest are its RFC 8785 canonical JSON and a line feed.
 * `previous` is the manifest of the run before, of the same schedule: its
 * object and the SHA-256 of its bytes; null for the first. For incremental
 * exports `fromSequence` is the previous `toSequence` plus one. `bytes` and
 * `sha256` are of the object. `checkpoint` is a signed note over a tree that
 * contains the range, where one existed.
 *
 * Version 2 has `columns`, those that the format was told to write, null for
 * all; and `signature`, by which the log vouches for all other members.
 *
 * @public
 */
export const exportManifestSchema = z.discriminatedUnion('version', [
  ofFirstRelease,
  ofFirstRelease.extend(signed),
]);

const anyFormat = ofFirstRelease.extend({
  object: ofFirstRelease.shape.object.extend({
    format: z.string().min(1),
    compression: z.string().min(1),
  }),
});

/**
 * A manifest as others may have written it: of a format that is not known here,
 * since a module or a later version brought it.
 *
 * @public
 */
export const anyFormatManifestSchema = z.discriminatedUnion('version', [
  anyFormat,
  anyFormat.extend(signed),
]);

/** {@inheritDoc anyFormatManifestSchema} @public */
export type AnyFormatManifest = z.infer<typeof anyFormatManifestSchema>;

/** {@inheritDoc exportManifestSchema} @public */
export type ExportManifest = z.infer<typeof exportManifestSchema>;

/**
 * The newest manifest of every schedule in a storage, as the log signs it
 * beside each checkpoint there: whoever removes the end of an export can't
 * remove that it was there.
 *
 * @public
 */
export const exportListSchema = z.strictObject({
  version: z.literal(1),
  /** The log, as checkpoints name it. */
  origin: z.string().min(1),
  /** Events of the checkpoint beside it. */
  size: z.number().int().nonnegative(),
  /** When it was made. */
  at: isoTime,
  /** The storage integration. */
  destination: z.string(),
  /** By id. */
  schedules: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      run: z.number().int().positive(),
      toSequence: sequence,
      manifest: z.strictObject({ destination: z.string(), sha256 }),
    }),
  ),
});

/** {@inheritDoc exportListSchema} @public */
export type ExportList = z.infer<typeof exportListSchema>;
