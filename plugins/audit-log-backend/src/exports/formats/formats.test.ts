import { DuckDBInstance } from '@duckdb/node-api';
import {
  ExportOutput,
  compressionsOfFormat,
  exportColumns,
  extensionOf,
  outputSchema,
} from 'backstage-plugin-audit-log-common';
import { exportFormatSuite } from 'backstage-plugin-audit-log-node/conformance';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  collect,
  sampleEvent,
  sampleEvents,
} from '../../__testUtils__/sampleEvents';
import { builtInFormats } from './index';
import { toOcsf } from './ocsf';

const format = (id: string) => builtInFormats.find(each => each.id === id)!;

const output = (overrides: Partial<ExportOutput>) =>
  outputSchema.parse({ format: 'jsonl', compression: 'none', ...overrides });

const combinations = builtInFormats.flatMap(each =>
  compressionsOfFormat[each.id as ExportOutput['format']].map(
    compression => [each.id, compression] as const,
  ),
);

describe.each(combinations)('%s with compression %s', (id, compression) => {
  const wanted = output({ format: id as ExportOutput['format'], compression });
  exportFormatSuite({
    format: format(id),
    output: wanted,
    eventOf: sequence => sampleEvent(sequence),
  });
});

it.each(['jsonl', 'csv', 'ocsf'] as const)(
  '%s has no time in its gzip header',
  async id => {
    const bytes = await collect(
      format(id).encode(
        sampleEvents(1, 1),
        output({ format: id, compression: 'gzip' }),
      ),
    );
    expect([...bytes.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  },
);

describe('jsonl', () => {
  it('has every event whole, and JSON survives hostile text', async () => {
    const bytes = await collect(
      format('jsonl').encode(
        sampleEvents(1, 100),
        output({ compression: 'gzip' }),
      ),
    );
    const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
    expect(lines).toHaveLength(100);
    const strip = (event: unknown) =>
      JSON.parse(Buffer.from(JSON.stringify(event)).toString());
    lines.forEach((line, index) =>
      expect(JSON.parse(line)).toEqual(strip(sampleEvent(index + 1))),
    );
  });
});

describe('files in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-formats-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(name: string, wanted: ExportOutput, range: number[]) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    const bytes = await collect(
      format(wanted.format).encode(sampleEvents(range[0], range[1]), wanted),
    );
    await writeFile(path, bytes);
  }

  async function query(sql: string) {
    const connection = await (await DuckDBInstance.create()).connect();
    try {
      const result = await connection.runAndReadAll(sql);
      return result.getRowObjectsJson();
    } finally {
      connection.closeSync();
    }
  }

  it.each(['zstd', 'gzip', 'none'] as const)(
    'of Parquet with %s are one Hive-partitioned table for DuckDB',
    async compression => {
      const wanted = output({ format: 'parquet', compression });
      await write(`dt=2026-11-01/a${extensionOf(wanted)}`, wanted, [1, 7_000]);
      await write(
        `dt=2026-11-02/b${extensionOf(wanted)}`,
        wanted,
        [7_001, 7_100],
      );
      await write(`dt=2026-11-03/c${extensionOf(wanted)}`, wanted, [1, 0]);
      const table = `read_parquet('${folder}/**/*.parquet', hive_partitioning = true)`;
      await expect(
        query(
          `select count(*)::int as n, count(distinct sequence)::int as d, min(sequence)::int as a, max(sequence)::int as b, count(distinct dt)::int as days from ${table}`,
        ),
      ).resolves.toEqual([{ n: 7_100, d: 7_100, a: 1, b: 7_100, days: 2 }]);
      await expect(
        query(
          `select typeof(sequence) s, typeof(started_at) t, typeof(duration_ms) d, typeof(plugin) p from ${table} limit 1`,
        ),
      ).resolves.toEqual([
        {
          s: 'BIGINT',
          t: 'TIMESTAMP WITH TIME ZONE',
          d: 'BIGINT',
          p: 'VARCHAR',
        },
      ]);
      const [row] = await query(
        `select actor, target, action, json_extract_string(meta, '$.text') as text, epoch_ms(started_at)::varchar as ms from ${table} where sequence = 9`,
      );
      const event = sampleEvent(9);
      expect(row).toEqual({
        actor: event.actor!.ref,
        target: event.target!.ref,
        action: null,
        text: (event.meta as { text: string }).text,
        ms: String(Date.parse(event.startedAt)),
      });
    },
  );
});

/** The grammar of RFC 4180, and nothing that it doesn't have. */
function readCsv(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) {
      throw new Error(`Not RFC 4180 at ${at}: ${text.slice(at, at + 40)}`);
    }
    rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] !== ',') {
      rows.push([]);
    }
  }
  return rows.slice(0, -1);
}

describe('csv', () => {
  const text = async (overrides: Partial<ExportOutput>) =>
    (
      await collect(
        format('csv').encode(
          sampleEvents(1, 26),
          output({
            format: 'csv',
            columns: ['client_user_agent'],
            ...overrides,
          }),
        ),
      )
    ).toString();

  it('keeps every line break, quote and comma', async () => {
    const [header, ...rows] = readCsv(
      await text({ columns: ['sequence', 'client_user_agent', 'meta'] }),
    );
    expect(header).toEqual(['sequence', 'client_user_agent', 'meta']);
    expect(rows).toHaveLength(26);
    for (const [sequence, agent, meta] of rows) {
      const event = sampleEvent(Number(sequence));
      const wanted = event.client?.userAgent ?? '';
      expect(agent).toBe(Buffer.from(wanted).toString());
      expect(meta).toBe(event.meta ? JSON.stringify(event.meta) : '');
    }
  });

  it('lets formulas through by default, and disarms them when told', async () => {
    const plain = await text({});
    const guarded = await text({ formulaGuard: true });
    for (const formula of ['=cmd|calc', '@sum']) {
      expect(plain).toContain(`\r\n${formula}`);
      expect(guarded).toContain(`\r\n'${formula}`);
      expect(guarded).not.toContain(`\r\n${formula}`);
    }
  });

  it('has the chosen columns in their order', async () => {
    const csv = await text({ columns: ['plugin', 'sequence'] });
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'plugin,sequence',
      'scaffolder,1',
    ]);
  });
});

describe('ocsf', () => {
  // The required attributes of OCSF 1.9.0, from its published schema.
  const always = [
    'activity_id',
    'category_uid',
    'class_uid',
    'type_uid',
    'time',
    'severity_id',
    'metadata',
  ];
  const ofClass: Record<number, { required: string[]; oneOf: string[] }> = {
    1008: {
      required: [],
      oneOf: [
        'log_file',
        'log_name',
        'log_provider',
        'log_type',
        'log_type_id',
      ],
    },
    3002: { required: ['user'], oneOf: ['service', 'dst_endpoint'] },
    3004: { required: ['entity'], oneOf: [] },
    6003: { required: ['actor', 'api', 'src_endpoint'], oneOf: [] },
  };
  const oneOfInside: Record<string, string[]> = {
    actor: ['user', 'process', 'session', 'invoked_by', 'app_uid', 'app_name'],
    src_endpoint: ['ip', 'uid', 'name', 'hostname', 'svc_name'],
    entity: ['name', 'uid', 'device', 'group', 'org', 'policy', 'user'],
    user: ['name', 'uid', 'account', 'email_addr'],
  };

  const cases = [
    ...Array.from({ length: 60 }, (_, index) => sampleEvent(index + 1)),
    sampleEvent(1, { category: 'ACCESS', eventId: 'sign-in' }),
    sampleEvent(1, { category: 'ACCESS', eventId: 'sign-out', actor: null }),
    sampleEvent(1, { category: 'AUDIT_LOG', eventId: 'event-download' }),
    sampleEvent(1, {
      category: 'OTHER',
      actor: { type: 'anonymous', ref: null },
      client: null,
      request: null,
      target: null,
      meta: null,
      error: null,
    }),
  ];

  it.each(cases.map(event => [event.category, event.sequence, event]))(
    'has every required attribute: %s %s',
    (_, __, event) => {
      const record = toOcsf(event);
      const { required, oneOf } = ofClass[record.class_uid as number];
      for (const name of [...always, ...required]) {
        expect(record[name]).not.toBeUndefined();
        expect(record[name]).not.toBeNull();
      }
      expect(oneOf.length === 0 || oneOf.some(name => record[name])).toBe(true);
      for (const [name, choices] of Object.entries(oneOfInside)) {
        const value = record[name] as Record<string, unknown> | undefined;
        expect(
          value === undefined || choices.some(choice => value[choice]),
        ).toBe(true);
      }
      expect(record.type_uid).toBe(
        (record.class_uid as number) * 100 + (record.activity_id as number),
      );
      expect(record.category_uid).toBe(
        Math.floor((record.class_uid as number) / 1000),
      );
      const metadata = record.metadata as Record<string, unknown>;
      expect(metadata.version).toBe('1.9.0');
      expect(metadata.product).toEqual(
        expect.objectContaining({ name: expect.any(String) }),
      );
      expect(record.time).toBe(new Date(event.startedAt).getTime());
    },
  );

  it('chooses classes by what happened', () => {
    const classOf = (overrides: object) =>
      toOcsf(sampleEvent(2, overrides)).type_uid;
    expect(classOf({ category: 'ACCESS', eventId: 'sign-in' })).toBe(300201);
    expect(
      classOf({
        category: 'CATALOG',
        action: 'delete',
        eventId: 'entity-mutate',
      }),
    ).toBe(300404);
    expect(
      classOf({ category: 'CATALOG', action: null, eventId: 'entity-fetch' }),
    ).toBe(600302);
    expect(
      classOf({
        category: 'AUDIT_LOG',
        action: null,
        eventId: 'event-download',
      }),
    ).toBe(100803);
    expect(
      classOf({ category: 'OTHER', action: null, eventId: 'whatever' }),
    ).toBe(600399);
  });
});

it('has a name of its own for each column', () => {
  expect(new Set(exportColumns.map(({ name }) => name)).size).toBe(
    exportColumns.length,
  );
});
