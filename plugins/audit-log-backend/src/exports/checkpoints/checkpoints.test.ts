import {
  ExportedEvent,
  exportScheduleDraftSchema,
} from 'backstage-plugin-audit-log-common';
import {
  canonicalJson,
  groupKeys,
  leafOfEvent,
} from 'backstage-plugin-audit-log-node';
import {
  folderFiles,
  verifyExports,
} from 'backstage-plugin-audit-log-node/verification';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  createTestDatabases,
  initDatabase,
} from '../../__testUtils__/databases';
import {
  Harness,
  createHarness,
  draft,
} from '../../__testUtils__/exportsHarness';
import { DatabaseEventPruner, EVENTS_TABLE } from '../../store';

jest.setTimeout(180_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('checkpoints on %s', databaseId => {
  let knex: Knex;
  let folder: string;
  let harness: Harness;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-checkpoints-'));
    knex = await initDatabase(databases, databaseId);
    harness = await createHarness({ knex, folder });
    await harness.createIntegration();
    await harness.integrations.testPending();
    await harness.integrations.idle();
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** An hour goes by in one replica. */
  const pass = async () => {
    await harness.pass(60);
    await harness.publisher.tick();
    await harness.publisher.idle();
  };
  const place = join('demo', 'audit');
  const verify = async () =>
    verifyExports({
      files: folderFiles(join(folder, place)),
      verifierKeys: await harness.integrity.verifierKeys(),
    });
  const findings = async () =>
    (await verify()).findings.map(({ kind, message }) => `${kind}: ${message}`);
  const files = async (ending: string) =>
    (await readdir(join(folder, place), { recursive: true }))
      .filter(name => name.endsWith(ending))
      .sort()
      .map(name => join(folder, place, name));

  it('makes exports verifiable with nothing but the storage and the key', async () => {
    await harness.createSchedule();
    for (const count of [3, 300, 1]) {
      await harness.append(count);
      await pass();
    }
    await expect(verify()).resolves.toMatchObject({
      findings: [],
      leaves: 304,
      outcome: 'sound',
      manifests: 3,
      signedManifests: 3,
      rows: 304,
      provenRows: 304,
    });
    expect((await files('.leaves')).map(name => name.slice(-40, -7))).toEqual([
      '0000000000000001-0000000000000003',
      '0000000000000004-0000000000000303',
      '0000000000000304-0000000000000304',
    ]);
  });

  it('makes a selection verifiable, also beside events that were removed', async () => {
    await harness.append(280);
    await harness.append(5, 'scaffolder');
    await new DatabaseEventPruner({ knex }).prune({
      where: [query => query.where('e.plugin', 'catalog')],
      limit: 270,
    });
    await harness.createSchedule({ query: 'plugin:scaffolder' });
    await pass();
    await expect(verify()).resolves.toMatchObject({
      findings: [],
      outcome: 'sound',
      leaves: 285,
      leavesWithoutRows: 280,
      manifests: 1,
      rows: 5,
      provenRows: 5,
    });
  });

  it('makes an export of everything verifiable that began, or was paused, while retention removed events', async () => {
    const prune = (plugin: string) =>
      new DatabaseEventPruner({ knex }).prune({
        where: [query => query.where('e.plugin', plugin)],
        limit: 100,
      });
    await harness.append(3, 'scaffolder');
    await harness.append(4);
    await prune('scaffolder');
    const { id } = await harness.createSchedule();
    await pass();
    await harness.exportSchedules.pause(id, 'Holidays');
    await harness.append(5, 'search');
    await harness.append(2);
    await prune('search');
    await harness.exportSchedules.resume(id);
    await pass();
    await expect(verify()).resolves.toMatchObject({
      outcome: 'sound',
      notes: [
        expect.stringMatching(/signed that 3 events .* exported: 1 to 3\.$/),
        expect.stringMatching(/signed that 5 events .* exported: 8 to 12\.$/),
      ],
      provenRows: 6,
      leavesWithoutRows: 8,
    });
  });

  it('makes a schedule verifiable that was moved, in both storages and in a copy of both', async () => {
    const { id, version } = await harness.createSchedule();
    await harness.append(3);
    await pass();
    await harness.integrations.create(
      {
        name: 'second',
        destination: 'local://demo/second',
        identity: { type: 'ambient' },
      },
      { by: 'user:default/ada' },
    );
    await harness.integrations.testPending();
    await harness.integrations.idle();
    await harness.exportSchedules.update(
      id,
      exportScheduleDraftSchema.parse(
        draft({
          integration: 'second',
          destination: 'local://demo/second/{run}.jsonl.gz',
        }),
      ),
      version,
    );
    await harness.append(2);
    await pass();
    const verifierKeys = await harness.integrity.verifierKeys();
    const verifyIn = (...names: string[]) =>
      verifyExports({
        files: folderFiles(join(folder, 'demo', ...names)),
        verifierKeys,
      });
    await expect(verifyIn('second')).resolves.toMatchObject({
      outcome: 'sound',
      notes: [expect.stringContaining('goes on from local://demo/audit/')],
      manifests: 1,
      provenRows: 2,
    });
    await expect(verifyIn('audit')).resolves.toMatchObject({
      outcome: 'sound',
      manifests: 1,
    });
    await expect(verifyIn()).resolves.toMatchObject({
      outcome: 'sound',
      notes: [],
      manifests: 2,
      provenRows: 5,
    });
  });

  it('goes on saying where exports end while all of them are paused', async () => {
    const { id } = await harness.createSchedule();
    await harness.append(4);
    await pass();
    await harness.exportSchedules.pause(id, 'Holidays');
    await harness.append(1);
    await pass();
    expect(await files('.exports')).toHaveLength(2);
    await expect(verify()).resolves.toMatchObject({ outcome: 'sound' });
    const [object] = await files('.jsonl.gz');
    const [manifest] = await files('.manifest.json');
    await rm(object);
    await rm(manifest);
    await expect(findings()).resolves.toEqual([
      expect.stringMatching(
        /^missing: Run 1 of schedule 'Nightly', up to event 4, is gone/,
      ),
    ]);
  });

  it('keeps an event verifiable after one of its groups was erased', async () => {
    await harness.append(2);
    const found: ExportedEvent[] = [];
    const range = { where: [], fromSequence: '1', toSequence: '1' };
    for await (const event of harness.store.scan(range)) {
      found.push(event);
    }
    const [{ proof, ...event }] = found;
    const { commitments } = JSON.parse(leafOfEvent(event, proof));
    const { actor: _, ...keys } = groupKeys(event, proof);
    await knex(EVENTS_TABLE)
      .where('sequence', 1)
      .update({
        leaf_salt: null,
        actor_ref: null,
        erasure: JSON.stringify({
          keys,
          commitments: { actor: commitments.actor },
        }),
      });
    await harness.createSchedule();
    await pass();
    await expect(verify()).resolves.toMatchObject({
      outcome: 'sound',
      notes: [
        expect.stringContaining('signed that groups of 1 rows were erased'),
      ],
      provenRows: 2,
    });
    const [object] = await files('.jsonl.gz');
    const [row] = gunzipSync(await readFile(object))
      .toString()
      .split('\n');
    expect(JSON.parse(row)).toMatchObject({ actor: null, erased: ['actor'] });
    expect(JSON.parse(row).proof.keys).not.toHaveProperty('actor');
    expect(row).not.toContain('"salt"');
  });

  it('shows a row that was changed, even with a new manifest', async () => {
    await harness.createSchedule();
    await harness.append(4);
    await pass();
    const [object] = await files('.jsonl.gz');
    const [manifest] = await files('.manifest.json');
    const changed = gzipSync(
      gunzipSync(await readFile(object))
        .toString()
        .replace('user:default/', 'user:default/not-'),
    );
    await writeFile(object, changed);
    await expect(findings()).resolves.toContain(
      'changed: Is not the object whose SHA-256 its manifest gives',
    );
    const text = JSON.parse((await readFile(manifest)).toString());
    text.object.sha256 = createHash('sha256').update(changed).digest('hex');
    text.object.bytes = changed.length;
    await writeFile(manifest, `${canonicalJson(text)}\n`);
    const messages = await findings();
    for (const message of [
      /^changed: Row .* is not what its leaf hash says/,
      /^signature: It is not as the log signed it/,
      /^missing: Run 1 of schedule 'Nightly', up to event 4, is gone/,
    ]) {
      expect(messages).toContainEqual(expect.stringMatching(message));
    }
  });

  it('shows leaves and checkpoints that were changed', async () => {
    await harness.createSchedule();
    await harness.append(4);
    await pass();
    const [leaves] = await files('.leaves');
    const sound = await readFile(leaves);
    const changed = Buffer.from(sound);
    changed[40] += 1;
    await writeFile(leaves, changed);
    await expect(findings()).resolves.toContainEqual(
      expect.stringMatching(/^rewritten: Row 2, event 2, is not the leaf/),
    );
    await writeFile(leaves, sound);
    await expect(findings()).resolves.toEqual([]);
    const [checkpoint] = await files('.checkpoint');
    const note = (await readFile(checkpoint)).toString();
    await writeFile(checkpoint, note.replace('\n4\n', '\n3\n'));
    await expect(findings()).resolves.toContainEqual(
      expect.stringContaining('signature: The signature of'),
    );
  });

  it('writes once in an hour, once of several replicas, and only what is new', async () => {
    await harness.createSchedule();
    await harness.append(4);
    const other = harness.createPublisher();
    harness.time.now += 3_600_000;
    for (const replica of [harness.publisher, other]) {
      await replica.tick();
    }
    await Promise.all([harness.publisher.idle(), other.idle()]);
    expect(await files('.checkpoint')).toHaveLength(1);
    await harness.append(1);
    harness.time.now += 120_000;
    await harness.publisher.tick();
    await harness.publisher.idle();
    expect(await files('.checkpoint')).toHaveLength(1);
    await pass();
    expect(await files('.checkpoint')).toHaveLength(2);
    await pass();
    expect(await files('.checkpoint')).toHaveLength(2);
    expect(harness.logger.warn).not.toHaveBeenCalled();
  });

  it('goes on with what a replica left half done', async () => {
    await harness.createSchedule();
    await harness.append(4);
    let puts = 0;
    harness.state.wrap = storage => ({
      ...storage,
      put: async options => {
        puts += 1;
        await storage.put(options);
        throw new Error('the replica died');
      },
      get: (...options) => storage.get(...options),
      close: () => storage.close(),
    });
    harness.time.now += 3_600_000;
    await harness.publisher.tick();
    await harness.publisher.idle();
    harness.state.wrap = undefined;
    expect(puts).toBe(1);
    expect(await files('.leaves')).toHaveLength(1);
    expect(await files('.checkpoint')).toHaveLength(0);
    expect(harness.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining("storage integration 'main' was not written"),
    );
    await harness.append(1);
    harness.time.now += 11 * 60_000;
    await harness.publisher.tick();
    await harness.publisher.idle();
    expect(await files('.checkpoint')).toHaveLength(1);
    await pass();
    await expect(verify()).resolves.toMatchObject({
      findings: [],
      leaves: 5,
      rows: 5,
    });
  });

  it('outlives a database that is away', async () => {
    await harness.createSchedule();
    await harness.append(4);
    const list = jest
      .spyOn(harness.integrations, 'list')
      .mockRejectedValue(new Error('the database went away'));
    harness.time.now += 3_600_000;
    await expect(harness.publisher.tick()).rejects.toThrow(
      'the database went away',
    );
    await expect(harness.publisher.idle()).resolves.toBeUndefined();
    list.mockRestore();
    await pass();
    expect(await files('.checkpoint')).toHaveLength(1);
  });

  it('writes nothing where no schedule is active', async () => {
    const { id } = await harness.createSchedule();
    await harness.append(4);
    await harness.exportSchedules.pause(id, 'Holidays');
    await pass();
    expect(await files('.checkpoint')).toHaveLength(0);
  });

  it('does not export a log whose past was changed', async () => {
    const { id } = await harness.createSchedule();
    await harness.append(4);
    await pass();
    await knex(EVENTS_TABLE)
      .where('sequence', 2)
      .update({ leaf_hash: Buffer.alloc(32) });
    await harness.append(1);
    await pass();
    const [run] = await harness.exportRuns.list(id, { limit: 1 });
    expect(run).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('The log was changed'),
    });
    expect(await files('.checkpoint')).toHaveLength(1);
  });
});
