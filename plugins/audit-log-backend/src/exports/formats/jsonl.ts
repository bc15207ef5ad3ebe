import { exportFormatVersions } from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { compressText, joinText } from './compression';

/**
 * JSON Lines: one event per line, as the API answers it, and what it takes to
 * compute the event's leaf.
 */
export const jsonlFormat: ExportFormat = {
  id: 'jsonl',
  version: exportFormatVersions.jsonl,
  contentType: 'application/x-ndjson',
  encode: (events, output) =>
    compressText(
      joinText({ events, textOf: event => `${JSON.stringify(event)}\n` }),
      output.compression,
    ),
};
