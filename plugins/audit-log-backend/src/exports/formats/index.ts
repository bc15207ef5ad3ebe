import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { csvFormat } from './csv';
import { jsonlFormat } from './jsonl';
import { ocsfFormat } from './ocsf';
import { ocsf18Format } from './ocsf18';
import { parquetFormat } from './parquet';

export { GZIP_LEVEL } from './compression';

/** Every format that ships with the audit log. */
export const builtInFormats: ExportFormat[] = [
  jsonlFormat,
  csvFormat,
  parquetFormat,
  ocsfFormat,
];

/**
 * A built-in format as it was in an earlier version, where runs are still
 * written in that; else the format itself.
 */
export function formatOfVersion(
  format: ExportFormat,
  version: number | undefined,
): ExportFormat {
  const isFormer =
    format.id === ocsf18Format.id && (version ?? 1) <= ocsf18Format.version;
  return isFormer ? ocsf18Format : format;
}
