import { exportManifestSchema } from 'backstage-plugin-audit-log-common';
import { runCommand } from 'backstage-plugin-audit-log-node/verification';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createTestDatabases } from '../__testUtils__/databases';
import { createHarness } from '../__testUtils__/exportsHarness';
import {
  firstReleaseBucket,
  firstReleaseFacts,
  openFirstReleaseDatabase,
} from '../__testUtils__/firstRelease';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { DatabaseEventStore, applyMigrations } from '../store';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** When the fixture was left, in its own time. */
const LEFT_AT = '2026-11-28T07:45:00.000Z';

const filesOf = (folder: string, ending: string) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter(name => name.endsWith(ending))
    .sort();

/** Verifies as a stranger does, with the key and what was kept. */
async function verify(
  bucket: ReturnType<typeof firstReleaseBucket>,
  ...allowed: string[]
) {
  let output = '';
  const code = await runCommand(
    [
      ...['verify', bucket.folder, '--json', ...allowed],
      ...['--key', bucket.keys, '--checkpoint', bucket.checkpoint],
    ],
    { write: text => (output += text), writeError: text => (output += text) },
  );
  return { code, output };
}

describe.each(databases.eachSupportedId())('first release on %s', id => {
  it('has exports that are sound as far as the log says something of them', async () => {
    const bucket = firstReleaseBucket(id);
    const strict = await verify(bucket);
    expect(strict.code).toBe(2);
    const { findings, unchecked, schedules } = JSON.parse(strict.output);
    expect(findings).toEqual([]);
    // Of each schedule whether it ends there; of the newest objects what they
    // hold: the event that tells of them is not exported yet. Of the others
    // whether their query is theirs, which no event tells.
    const files = (allow: string) =>
      unchecked
        .filter((each: { allow: string }) => each.allow === allow)
        .map(({ file }: { file: string }) =>
          file.replace(/_|\.manifest\.json/g, ''),
        );
    expect(files('unlisted')).toHaveLength(schedules.length);
    const untold = unchecked.filter(
      ({ message }: { message: string }) =>
        !message.includes('The log tells of'),
    );
    expect(untold.length).toBeLessThan(unchecked.length);
    expect(files('unlisted')).toEqual(
      expect.arrayContaining(
        untold.map(({ file }: { file: string }) =>
          file.replace(/_|\.manifest\.json/g, ''),
        ),
      ),
    );
    expect(unchecked).toHaveLength(
      files('unlisted').length + files('unsigned').length,
    );
    const { code, output } = await verify(
      bucket,
      '--allow-unlisted',
      '--allow-unsigned',
    );
    expect(code).toBe(0);
    const manifests = filesOf(bucket.folder, '.manifest.json').map(name =>
      exportManifestSchema.parse(
        JSON.parse(readFileSync(join(bucket.folder, name), 'utf8')),
      ),
    );
    const outputs = new Set(
      manifests.map(({ object }) => `${object.format} ${object.compression}`),
    );
    expect([...outputs].sort()).toEqual([
      'csv gzip',
      'csv none',
      'jsonl gzip',
      'jsonl none',
      'ocsf gzip',
      'ocsf none',
      'parquet gzip',
      'parquet zstd',
    ]);
    expect(JSON.parse(output)).toMatchObject({ objects: manifests.length });
    // Every row of JSON Lines is under a checkpoint.
    const { rows, provenRows } = JSON.parse(output);
    expect(rows).toBeGreaterThan(256);
    expect(provenRows).toBe(rows);
  });

  const endings = [
    'csv',
    'csv.gz',
    'jsonl',
    'jsonl.gz',
    'ocsf.jsonl',
    'ocsf.jsonl.gz',
    'parquet',
    'leaves',
    'checkpoint',
    'manifest.json',
  ];
  it.each(endings)('has exports whose .%s can prove a change', async ending => {
    const bucket = firstReleaseBucket(id);
    const [name] = filesOf(bucket.folder, `.${ending}`);
    const path = join(bucket.folder, name);
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    writeFileSync(path, bytes);
    const { code, output } = await verify(bucket);
    expect(JSON.parse(output).findings).not.toEqual([]);
    expect(code).toBe(1);
  });

  it('has JSON Lines that would be written again as they are', async () => {
    const { folder } = firstReleaseBucket(id);
    const knex = await openFirstReleaseDatabase(databases, id);
    await applyMigrations(knex);
    const store = await DatabaseEventStore.create({ knex });
    const { sequence } = await store.completeTo();
    const range = { where: [], fromSequence: '1', toSequence: sequence };
    const lines = new Map<string, string>();
    for await (const event of store.scan(range)) {
      lines.set(event.sequence, JSON.stringify(event));
    }
    let compared = 0;
    const names = filesOf(folder, '.jsonl.gz');
    for (const name of names.filter(each => !each.includes('ocsf'))) {
      const text = gunzipSync(readFileSync(join(folder, name))).toString();
      for (const line of text.trimEnd().split('\n')) {
        expect(line).toBe(lines.get(JSON.parse(line).sequence));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(256);
  });

  it('has schedules that go on where they ended', async () => {
    const facts = firstReleaseFacts(id);
    const bucket = firstReleaseBucket(id);
    const knex = await openFirstReleaseDatabase(databases, id);
    await applyMigrations(knex);
    const harness = await createHarness({ knex, folder: bucket.localFolder });
    harness.time.now = Date.parse(LEFT_AT);

    const schedules = await harness.exportSchedules.list();
    // The API tells when a schedule is due only where it is active.
    expect(
      schedules.map(schedule =>
        schedule.status === 'active'
          ? schedule
          : { ...schedule, nextDueAt: null },
      ),
    ).toMatchObject(
      facts.exportSchedules.items.map(schedule => ({
        ...schedule,
        // Each has the query of its view for its own since then.
        query:
          facts.views.items.find(view => view.id === schedule.viewId)?.query ??
          schedule.query,
      })),
    );
    for (const schedule of schedules) {
      expect(
        await harness.exportRuns.list(schedule.id, { limit: 25 }),
      ).toMatchObject(facts.exportRuns[schedule.id]);
    }

    const everything = schedules.find(({ name }) => name === 'Everything')!;
    const known = filesOf(bucket.folder, '.manifest.json');
    // Of which every schedule with a condition exports some.
    await harness.store.append(
      recordedEvents(5, () => ({ outcome: 'failed', severity: 'critical' })),
    );
    const { sequence: last } = await harness.store.completeTo();
    await harness.pass(24 * 60);
    // A replica does only some of them at once.
    const newest = () =>
      Promise.all(
        schedules
          .filter(({ status }) => status === 'active')
          .map(({ id: each }) => harness.exportRuns.list(each, { limit: 1 })),
      );
    for (let passes = 0; passes < schedules.length; passes += 1) {
      if ((await newest()).some(([{ status }]) => status === 'queued')) {
        await harness.pass(1);
      }
    }
    await harness.publisher.tick();
    await harness.publisher.idle();

    const [run] = await harness.exportRuns.list(everything.id, { limit: 1 });
    const exportedTo = BigInt(everything.exportedTo);
    expect(run).toMatchObject({ status: 'succeeded', toSequence: last });
    const added = filesOf(bucket.folder, '.manifest.json').filter(
      name => !known.includes(name),
    );
    // All of them that are active, and not the one that is paused.
    expect(added).toHaveLength(schedules.length - 1);
    const read = (name: string) => readFileSync(join(bucket.folder, name));
    const nameOf = added.find(name => name.includes('everything'))!;
    const manifest = exportManifestSchema.parse(
      JSON.parse(read(nameOf).toString()),
    );
    const before = known.filter(name => name.includes('everything')).at(-1)!;
    expect(manifest).toMatchObject({
      fromSequence: String(exportedTo + 1n),
      firstSequence: String(exportedTo + 1n),
      lastSequence: last,
      rows: Number(BigInt(last) - exportedTo),
      previous: {
        sha256: createHash('sha256').update(read(before)).digest('hex'),
        destination: expect.stringContaining(before),
      },
    });
    const { code, output } = await verify(bucket);
    expect(JSON.parse(output).findings).toEqual([]);
    expect(code).toBe(0);
  });
});
