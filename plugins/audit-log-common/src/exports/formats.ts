import { z } from 'zod';

/**
 * The formats that ship with the audit log.
 *
 * @public
 */
export const exportFormatIds = ['jsonl', 'csv', 'parquet', 'ocsf'] as const;

/** @public */
export type ExportFormatId = (typeof exportFormatIds)[number];

/**
 * The versions of the formats, as manifests tell them. A new number for what a
 * reader of the one before can't read, or can't check.
 *
 * @public
 */
export const exportFormatVersions: Record<ExportFormatId, number> = {
  jsonl: 3,
  csv: 2,
  parquet: 3,
  ocsf: 3,
};

/**
 * What an object may be compressed with. Parquet files are compressed inside.
 *
 * @public
 */
export const exportCompressions = ['none', 'gzip', 'zstd'] as const;

/** @public */
export type ExportCompression = (typeof exportCompressions)[number];

/**
 * Which compressions a format can have.
 *
 * @public
 */
export const compressionsOfFormat: Record<ExportFormatId, ExportCompression[]> =
  {
    jsonl: ['gzip', 'none'],
    csv: ['gzip', 'none'],
    parquet: ['zstd', 'gzip', 'none'],
    ocsf: ['gzip', 'none'],
  };

const columns = z.array(z.string().min(1).max(64)).min(1).max(100).nullable();

const outputShape = {
  format: z.enum(exportFormatIds),
  compression: z.enum(exportCompressions),
  formulaGuard: z.boolean().default(false),
};

const fits: [
  (output: {
    format: ExportFormatId;
    compression: ExportCompression;
  }) => boolean,
  { path: string[]; message: string },
] = [
  ({ format, compression }) =>
    compressionsOfFormat[format].includes(compression),
  { path: ['compression'], message: 'does not fit the format' },
];

/**
 * What the bytes of an export look like. `formulaGuard` puts an apostrophe
 * before CSV cells that a spreadsheet would run as a formula. `columns` are
 * the names of the columns of CSV and Parquet, in order; null means all.
 *
 * @public
 */
export const outputSchema = z
  .strictObject({ ...outputShape, columns: columns.default(null) })
  .refine(...fits);

/**
 * As {@link outputSchema}, of a schedule that is being written: without
 * `columns` it takes those of its view.
 *
 * @public
 */
export const outputDraftSchema = z
  .strictObject({ ...outputShape, columns: columns.optional() })
  .refine(...fits);

/** {@inheritDoc outputSchema} @public */
export type ExportOutput = z.infer<typeof outputSchema>;

/**
 * How the file name of an export has to end.
 *
 * @public
 */
export function extensionOf(
  output: Pick<ExportOutput, 'format' | 'compression'>,
): string {
  const extension = output.format === 'ocsf' ? 'ocsf.jsonl' : output.format;
  return output.format !== 'parquet' && output.compression === 'gzip'
    ? `.${extension}.gz`
    : `.${extension}`;
}
