import {
  ExportedEvent,
  csvRow,
  exportColumns,
} from 'backstage-plugin-audit-log-common';
import fc from 'fast-check';
import { ExportedLog } from './__testUtils__/ExportedLog';
import { flatReaders } from './flatRows';
import { folderFiles } from './folderFiles';
import { verifyExports } from './verifyExports';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function csvOf(rows: ExportedEvent[], names?: string[]): string {
  const columns = names
    ? names.map(name => exportColumns.find(column => column.name === name)!)
    : exportColumns;
  const records = rows.map(row =>
    columns.map(({ value }) => {
      const text = String(value(row) ?? '');
      return /[",\r\n]/.test(text) ? quoted(text) : text;
    }),
  );
  return [columns.map(({ name }) => name), ...records]
    .map(cells => `${cells.join(',')}\r\n`)
    .join('');
}

function ocsfOf(rows: ExportedEvent[]): string {
  return rows
    .map(({ sequence, leafHash, meta }) =>
      JSON.stringify({
        metadata: { sequence: Number(sequence) },
        unmapped: { sequence, meta, leafHash },
      }),
    )
    .map(line => `${line}\n`)
    .join('');
}

describe.each([
  ['csv', csvOf],
  ['ocsf', ocsfOf],
] as const)('an object of %s', (format, usual) => {
  let log: ExportedLog;
  beforeEach(async () => {
    log = await ExportedLog.create();
    log.append(4);
    log.events[1].meta = { text: 'a "quoted",\r\nand "" broken one,\n' };
  });
  afterEach(() => log.remove());

  /** What a verification of an object comes to whose manifest fits it. */
  const verify = async (textOf: (rows: ExportedEvent[]) => string) => {
    await log.export({ format, textOf });
    await log.publish();
    return verifyExports({
      files: folderFiles(log.folder),
      verifierKeys: [log.key],
    });
  };

  it('is sound where its leaf hashes are those of the log', () =>
    expect(verify(rows => usual(rows))).resolves.toMatchObject({
      outcome: 'sound',
      rows: 0,
      provenRows: 0,
    }));

  const change = (rows: ExportedEvent[], changed: Partial<ExportedEvent>) =>
    rows.map((row, i) => (i === 2 ? { ...row, ...changed } : row));

  it.each<[string, (rows: ExportedEvent[]) => string, string, RegExp]>([
    [
      'another leaf hash',
      rows => usual(change(rows, { leafHash: '0'.repeat(64) })),
      'changed',
      /Row 3, event 3, has not the leaf hash/,
    ],
    [
      'the leaf hash of another event',
      rows => usual(change(rows, { leafHash: rows[0].leafHash })),
      'changed',
      /Row 3, event 3, has not the leaf hash/,
    ],
    [
      'a leaf hash that is none',
      rows => usual(change(rows, { leafHash: 'none' })),
      'malformed',
      /Row 3/,
    ],
    [
      'a sequence that is none',
      rows => usual(change(rows, { sequence: '3.0' })),
      'malformed',
      /Row 3/,
    ],
    [
      'a row less',
      rows => usual(rows.slice(1)),
      'missing',
      /Has 3 rows, its manifest says 4/,
    ],
    ['a row twice', rows => usual([rows[0], ...rows]), 'repeated', /Row 2/],
    [
      'rows in another order',
      rows => usual([rows[1], rows[0], rows[2], rows[3]]),
      'repeated',
      /Row 2, event 1, comes after event 2/,
    ],
    [
      'no line feed at its end',
      rows => usual(rows).slice(0, -1),
      'malformed',
      /does not end with a line feed/,
    ],
  ])('is broken with %s', async (_, textOf, kind, message) => {
    const { outcome, findings } = await verify(textOf);
    expect(outcome).toBe('broken');
    expect(findings).toContainEqual(
      expect.objectContaining({
        kind,
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe('CSV', () => {
  const read = (text: string) => {
    const reader = flatReaders.csv();
    return text
      .split('\n')
      .slice(0, -1)
      .map(line => reader(line))
      .filter(row => row !== undefined);
  };
  const hash = 'ab'.repeat(32);

  it('may have few columns, in any order', () => {
    expect(
      read(`leaf_hash,plugin,sequence\r\n${hash},"a,\n""b""",7\r\n`),
    ).toEqual([{ status: 'read', sequence: '7', leafHash: hash }]);
    expect(read('plugin\r\ncatalog\r\n')).toEqual([{ status: 'read' }]);
  });

  it('is read as it is written, whatever its columns, their order and cells', () => {
    const names = exportColumns.map(({ name }) => name);
    const cell = fc.oneof(
      fc.constant(''),
      fc.stringMatching(/^[a",\r\n ]{0,5}$/),
      fc.string(),
    );
    const record = fc.shuffledSubarray(names, { minLength: 1 }).chain(columns =>
      fc.record({
        columns: fc.constant(columns),
        cells: fc.array(cell, {
          minLength: columns.length,
          maxLength: columns.length,
        }),
      }),
    );
    fc.assert(
      fc.property(record, fc.boolean(), ({ columns, cells }, formulaGuard) => {
        const values = columns.map((name, at) => {
          const known: Record<string, string> = {
            sequence: '7',
            leaf_hash: hash,
          };
          return known[name] ?? cells[at];
        });
        const text = csvRow(columns) + csvRow(values, { formulaGuard });
        expect(read(text)).toEqual([
          {
            status: 'read',
            ...(columns.includes('sequence') && { sequence: '7' }),
            ...(columns.includes('leaf_hash') && { leafHash: hash }),
          },
        ]);
      }),
    );
  });

  it.each([
    ['a column twice', 'sequence,plugin,sequence\r\n', /comes twice/],
    ['a column that is not known', 'sequence,approved\r\n', /not known/],
    ['no header', '\r\n', /not known/],
    ['a header that is none', 'sequence"\n"\r\n', /not known/],
  ])('can not be read with %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each([
    ['a cell more', '1,x,y\r\n'],
    ['a cell less', '1\r\n'],
    ['no carriage return', '1,x\n'],
    ['a carriage return in a cell', '1,x\r\r\n'],
    ['quotes in a cell', '1,x"y"\r\n'],
    ['more after quotes', '1,"x"y\r\n'],
    ['a blank line', '\r\n'],
  ])('has a malformed row with %s', (_, record) => {
    expect(read(`sequence,plugin\r\n${record}`)).toMatchObject([
      { status: 'malformed' },
    ]);
  });
});

describe('OCSF', () => {
  it.each([
    ['no JSON', '{'],
    ['no object', 'null'],
    ['no place', '{"metadata":{},"unmapped":{}}'],
    [
      'two places',
      `{"metadata":{"sequence":2},"unmapped":{"sequence":"1","leafHash":"${'0'.repeat(
        64,
      )}"}}`,
    ],
    [
      'a member twice',
      `{"a":1,"a":2,"metadata":{"sequence":1},"unmapped":{"sequence":"1","leafHash":"${'0'.repeat(
        64,
      )}"}}`,
    ],
  ])('has a malformed row with %s', (_, line) => {
    expect(flatReaders.ocsf()(line)).toMatchObject({ status: 'malformed' });
  });
});
