import {
  AuditEvent,
  ExportOutput,
  selectColumns,
} from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { stringify } from 'csv-stringify/sync';
import { compressText, inGroups } from './compression';

const rowsAtOnce = 500;

async function* rows(events: AsyncIterable<AuditEvent>, output: ExportOutput) {
  const columns = selectColumns(output.columns);
  const text = (records: unknown[][]) =>
    stringify(records, {
      record_delimiter: '\r\n',
      // By itself the library leaves a lone line feed without quotes.
      quoted_match: /[\r\n]/,
      escape_formulas: output.formulaGuard,
    });
  yield text([columns.map(column => column.name)]);
  for await (const group of inGroups(events, rowsAtOnce)) {
    yield text(group.map(event => columns.map(column => column.value(event))));
  }
}

/**
 * CSV as RFC 4180 describes it, with a header row, in UTF-8.
 */
export const csvFormat: ExportFormat = {
  id: 'csv',
  version: 1,
  contentType: 'text/csv; charset=utf-8; header=present',
  encode: (events, output) =>
    compressText(rows(events, output), output.compression),
};
