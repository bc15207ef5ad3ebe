import { ExportColumn, selectColumns } from 'backstage-plugin-audit-log-common';

/**
 * What a row of a format without proofs says about its place: nothing of what
 * its schedule left out.
 */
export type FlatRow =
  | { status: 'read'; sequence?: string; leafHash?: string }
  | { status: 'malformed'; reason: string };

/**
 * Takes a line of a file; undefined where that is no row, or not a whole one.
 *
 * @throws Error where nothing of the file can be read.
 */
export type FlatReader = (line: string) => FlatRow | undefined;

const SEQUENCE = /^[1-9]\d{0,18}$/;
const HASH = /^[0-9a-f]{64}$/;

/** One reader for each object, by the id of its format. */
export const flatReaders: Record<string, () => FlatReader> = {
  csv: csvReader,
  ocsf: () => readOcsf,
};

function csvReader(): FlatReader {
  let columns: ExportColumn[] | undefined;
  let lines: string[] = [];
  let isQuoted = false;
  return line => {
    lines.push(line);
    isQuoted = isQuoted !== (line.split('"').length % 2 === 0);
    if (isQuoted) {
      // The line feed is part of a cell.
      return undefined;
    }
    const cells = cellsOf(lines.join('\n'));
    lines = [];
    if (!columns) {
      columns = selectColumns(cells ?? ['']);
      return undefined;
    }
    if (cells?.length !== columns.length) {
      return { status: 'malformed', reason: 'it is no record of its columns' };
    }
    const cell = (name: string) =>
      cells[columns!.findIndex(column => column.name === name)];
    return flatRow(cell('sequence'), cell('leaf_hash'));
  };
}

const CELL = '(?:"[^"]*(?:""[^"]*)*"|[^",\\r\\n]*)';
const RECORD = new RegExp(`^${CELL}(?:,${CELL})*\\r$`);

/** The cells of a record of RFC 4180, written as exports write them. */
function cellsOf(record: string): string[] | undefined {
  if (!RECORD.test(record)) {
    return undefined;
  }
  // A comma before each cell, also before the first: a match of an empty cell
  // would take no character, and the next one begin behind its comma.
  const cells = `,${record.slice(0, -1)}`.matchAll(
    /,(?:"([^"]*(?:""[^"]*)*)"|([^",]*))/g,
  );
  return [...cells].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

function readOcsf(line: string): FlatRow {
  try {
    const row = JSON.parse(line);
    if (JSON.stringify(row) !== line) {
      throw new Error('it is not written as exports write rows');
    }
    const { sequence, leafHash } = row.unmapped;
    if (row.metadata.sequence !== Number(sequence)) {
      throw new Error('it has two sequences');
    }
    return flatRow(`${sequence}`, `${leafHash}`);
  } catch (error) {
    return { status: 'malformed', reason: (error as Error).message };
  }
}

function flatRow(sequence?: string, leafHash?: string): FlatRow {
  if (sequence !== undefined && !SEQUENCE.test(sequence)) {
    return { status: 'malformed', reason: 'its sequence is none' };
  }
  if (leafHash !== undefined && !HASH.test(leafHash)) {
    return { status: 'malformed', reason: 'its leaf hash is none' };
  }
  return {
    status: 'read',
    ...(sequence !== undefined && { sequence }),
    ...(leafHash !== undefined && { leafHash }),
  };
}
