import { ExportedEvent } from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { compressText } from './compression';

async function* lines(events: AsyncIterable<ExportedEvent>) {
  for await (const event of events) {
    yield `${JSON.stringify(event)}\n`;
  }
}

/**
 * JSON Lines: one event per line, as the API answers it, and what it takes to
 * compute the event's leaf.
 */
export const jsonlFormat: ExportFormat = {
  id: 'jsonl',
  version: 2,
  contentType: 'application/x-ndjson',
  encode: (events, output) => compressText(lines(events), output.compression),
};
