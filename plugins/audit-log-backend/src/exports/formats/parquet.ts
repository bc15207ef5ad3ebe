import {
  AuditEvent,
  ExportColumn,
  ExportCompression,
  ExportOutput,
  exportFormatVersions,
  selectColumns,
} from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { GZIP_LEVEL } from './compression';

/**
 * Rows per row group. A row group is built in one go, on the thread that also
 * serves requests, so it must not take long; and it is all that is in memory.
 */
const rowGroupSize = 5_000;

/**
 * Columns whose least and greatest values lead no reader anywhere, and which
 * are long: to compare all of them takes a twentieth of the time.
 */
const unordered = new Set([
  'actor_client_id',
  'actor_client_name',
  'actor_mode',
  'amends',
  'appended_at',
  'claimed_request_id',
  'claimed_trace_id',
  'client_user_agent',
  'delivered_by',
  'erased',
  'error_message',
  'instance',
  'leaf_hash',
  'meta',
  'request_id',
  'request_path',
  'request_query',
  'target_name',
  'trace_id',
]);

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

/** What a column's cells are made of, for the writer. */
function converterOf({ type, value }: ExportColumn) {
  switch (type) {
    case 'instant':
      return (event: AuditEvent) => {
        const time = value(event);
        return isEmpty(time) ? undefined : BigInt(Date.parse(String(time)));
      };
    case 'sequence':
    case 'integer':
      return (event: AuditEvent) => {
        const number = value(event);
        return isEmpty(number) ? undefined : BigInt(number);
      };
    default:
      return (event: AuditEvent) => value(event) ?? undefined;
  }
}

function isEmpty<T>(value: T | null | undefined): value is null | undefined {
  return value === null || value === undefined;
}

/** The cells of a row group, column by column. */
class RowGroup {
  readonly #columns: {
    name: string;
    convert: ReturnType<typeof converterOf>;
    cells: (string | number | bigint | undefined)[];
  }[];
  size = 0;

  constructor(columns: ExportColumn[]) {
    this.#columns = columns.map(column => ({
      name: column.name,
      convert: converterOf(column),
      cells: [],
    }));
  }

  /** Nothing of the event itself is kept. */
  add(event: AuditEvent): void {
    for (const { cells, convert } of this.#columns) {
      cells.push(convert(event));
    }
    this.size += 1;
  }

  /** Empties it. */
  take() {
    this.size = 0;
    return this.#columns.map(column => {
      const { name, cells: data } = column;
      column.cells = [];
      return {
        name,
        data,
        offsetIndex: false,
        statistics: !unordered.has(name),
      };
    });
  }
}

async function* encode(
  events: AsyncIterable<AuditEvent>,
  output: ExportOutput,
): AsyncGenerator<Uint8Array> {
  const columns = selectColumns(output.columns);
  const writer = new ByteWriter();
  const takeBytes = () => {
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
  const group = new RowGroup(columns);
  for await (const event of events) {
    group.add(event);
    if (group.size >= rowGroupSize) {
      await parquet.write({ rowGroupSize, columnData: group.take() });
      yield takeBytes();
    }
  }
  if (group.size > 0) {
    await parquet.write({ rowGroupSize, columnData: group.take() });
  }
  await parquet.finish();
  yield takeBytes();
}

/**
 * Apache Parquet with typed columns: sequences and numbers as 64-bit integers,
 * times as UTC timestamps in milliseconds, everything else as text.
 */
export const parquetFormat: ExportFormat = {
  id: 'parquet',
  version: exportFormatVersions.parquet,
  contentType: 'application/vnd.apache.parquet',
  encode,
};
