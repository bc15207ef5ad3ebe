import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { csvFormat } from './csv';
import { jsonlFormat } from './jsonl';
import { ocsfFormat } from './ocsf';
import { parquetFormat } from './parquet';

export { GZIP_LEVEL } from './compression';

/** Every format that ships with the audit log. */
export const builtInFormats: ExportFormat[] = [
  jsonlFormat,
  csvFormat,
  parquetFormat,
  ocsfFormat,
];
