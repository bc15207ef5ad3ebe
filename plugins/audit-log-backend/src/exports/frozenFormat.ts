import { ExportOutput, exportColumns } from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { formatOfVersion } from './formats';
import { RunSpec } from './types';

/** Columns that the first release had, up to this one. */
const LAST_OF_FIRST = 'erased';
/** Versions of the formats with columns, as the first release had them. */
const firstVersions: Record<string, number> = { csv: 1, parquet: 2 };

/**
 * How the object of a run is written: as it was when its range was frozen.
 *
 * @remarks
 * Its bytes depend on its rows alone, also where the portal is upgraded between
 * two attempts, the first of which may have written the object: so columns
 * that came since are left out.
 */
export function frozenFormat(
  spec: RunSpec,
  present: ExportFormat,
): { format: ExportFormat; output: ExportOutput; version: number } {
  const format = formatOfVersion(present, spec.formatVersion);
  const { output, formatVersion } = spec;
  const first = firstVersions[format.id];
  if (formatVersion !== undefined || first === undefined) {
    return { format, output, version: format.version };
  }
  const names = exportColumns.map(({ name }) => name);
  const columns =
    output.columns ?? names.slice(0, names.indexOf(LAST_OF_FIRST) + 1);
  return { format, output: { ...output, columns }, version: first };
}
