import {
  ExportedEvent,
  compressionsOfFormat,
  extensionOf,
  outputSchema,
  parseQuery,
  selectColumns,
} from 'backstage-plugin-audit-log-common';
import { InputError } from '@backstage/errors';
import { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Exports } from '../exports';
import { answerOrHint } from '../explore';
import { narrowingHint, QueryTranslator } from '../query';
import { Handlers, StreamedAnswer } from '../rooms';
import { inRange } from './inRange';

/** Downloads of any size, as a stream. */
export function downloadHandlers(options: {
  formats: Exports['formats'];
  translateQuery: QueryTranslator;
  clock: () => Date;
}): Handlers<'downloadEvents'> {
  const { formats, translateQuery, clock } = options;
  return {
    downloadEvents: async ({ query, events, note }) => {
      const { q = '', from, to, format: id, formulaGuard, columns } = query;
      note({ query: { ...query } });
      const wanted = outputSchema.safeParse({
        format: id,
        compression: query.compression ?? compressionOf(id),
        formulaGuard: formulaGuard === 'true',
        columns: columns === undefined ? null : columns.split(','),
      });
      const format = formats.get(id);
      if (!wanted.success || !format) {
        throw new InputError(
          `Query parameter 'compression' is '${
            query.compression
          }': expected one of ${compressionsOfFormat[id].join(', ')}`,
        );
      }
      // Before the first byte, while it can still be answered with a status.
      selectColumns(wanted.data.columns);
      const parsed = parseQuery(q);
      const { sequence } = await events.completeTo();
      const found = events
        .scan({
          where: [...translateQuery(parsed), inRange(from, to)],
          fromSequence: '1',
          toSequence: sequence,
        })
        [Symbol.asyncIterator]();
      const first = await answerOrHint(
        narrowingHint(parsed, from !== undefined),
        () => found.next(),
      );
      let rows = 0;
      async function* counted(): AsyncGenerator<ExportedEvent> {
        try {
          for (let next = first; !next.done; next = await found.next()) {
            rows += 1;
            yield next.value;
          }
        } finally {
          await found.return?.();
        }
      }
      const bytes = Readable.from(format.encode(counted(), wanted.data), {
        objectMode: false,
      });
      const day = clock().toISOString().slice(0, 10);
      const fileName = `audit-log-${day}${extensionOf(wanted.data)}`;
      return new StreamedAnswer(async (response: Response) => {
        response.status(200).set({
          'content-type': format.contentType,
          'content-disposition': `attachment; filename="${fileName}"`,
          'cache-control': 'no-store',
          'x-audit-log-complete-to': sequence,
        });
        try {
          await pipeline(bytes, response);
        } finally {
          note({ rows });
        }
      });
    },
  };
}

function compressionOf(format: string): string {
  return format === 'parquet' ? 'zstd' : 'none';
}
