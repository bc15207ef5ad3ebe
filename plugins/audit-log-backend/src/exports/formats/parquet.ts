import {
  AuditEvent,
  ExportColumn,
  ExportCompression,
  ExportOutput,
  selectColumns,
} from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { GZIP_LEVEL, inGroups } from './compression';

/**
 * Rows per row group. A row group is built in one go, on the thread that also
 * serves requests, so it must not take long; and it is all that is in memory.
 */
const rowGroupSize = 5_000;

const codecs = { none: 'UNCOMPRESSED', gzip: 'GZIP', zstd: 'ZSTD' } as const;

const compressors = {
  GZIP: (input: Uint8Array) => gzipSync(input, { level: GZIP_LEVEL }),
  ZSTD: (input: Uint8Array) => zstdCompressSync(input),
};

function schemaElement({ name, type, required }: ExportColumn) {
  const repetition_type = required
    ? ('REQUIRED' as const)
    : ('OPTIONAL' as const);
  switch (type) {
    case 'sequence':
    case 'integer':
      return { name, type: 'INT64' as const, repetition_type };
    case 'instant':
      return {
        name,
        type: 'INT64' as const,
        repetition_type,
        logical_type: {
          type: 'TIMESTAMP' as const,
          isAdjustedToUTC: true,
          unit: 'MILLIS' as const,
        },
      };
    default:
      return {
        name,
        type: 'BYTE_ARRAY' as const,
        converted_type: 'UTF8' as const,
        repetition_type,
      };
  }
}

function cell(column: ExportColumn, event: AuditEvent) {
  const value = column.value(event) ?? undefined;
  if (value === undefined) {
    return undefined;
  }
  if (column.type === 'instant') {
    return BigInt(Date.parse(String(value)));
  }
  return column.type === 'sequence' || column.type === 'integer'
    ? BigInt(value)
    : value;
}

async function* encode(
  events: AsyncIterable<AuditEvent>,
  output: ExportOutput,
): AsyncGenerator<Uint8Array> {
  const columns = selectColumns(output.columns);
  const writer = new ByteWriter();
  const take = () => {
    const bytes = new Uint8Array(writer.getBuffer());
    writer.index = 0;
    return bytes;
  };
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'events', num_children: columns.length },
      ...columns.map(schemaElement),
    ],
    codec: codecs[output.compression as ExportCompression],
    compressors,
    createdBy: 'backstage-plugin-audit-log',
  });
  for await (const group of inGroups(events, rowGroupSize)) {
    await parquet.write({
      rowGroupSize,
      columnData: columns.map(column => ({
        name: column.name,
        data: group.map(event => cell(column, event)),
        offsetIndex: false,
      })),
    });
    yield take();
  }
  await parquet.finish();
  yield take();
}

/**
 * Apache Parquet with typed columns: sequences and numbers as 64-bit integers,
 * times as UTC timestamps in milliseconds, everything else as text.
 */
export const parquetFormat: ExportFormat = {
  id: 'parquet',
  version: 1,
  contentType: 'application/vnd.apache.parquet',
  encode,
};
