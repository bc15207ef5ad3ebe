import {
  csvRow,
  exportFormatVersions,
  selectColumns,
} from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { compressText, joinText } from './compression';

/**
 * CSV as RFC 4180 describes it, with a header row, in UTF-8.
 */
export const csvFormat: ExportFormat = {
  id: 'csv',
  version: exportFormatVersions.csv,
  contentType: 'text/csv; charset=utf-8; header=present',
  encode: (events, output) => {
    const columns = selectColumns(output.columns);
    const { formulaGuard, compression } = output;
    const bytes = joinText({
      head: csvRow(columns.map(({ name }) => name)),
      events,
      textOf: event =>
        csvRow(
          columns.map(column => column.value(event)),
          { formulaGuard },
        ),
    });
    return compressText(bytes, compression);
  },
};
