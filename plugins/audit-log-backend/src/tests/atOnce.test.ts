import { mockServices } from '@backstage/backend-test-utils';
import { MAX_GRANTS, MAX_LEGAL_HOLDS } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import {
  Harness,
  createHarness,
  readExports,
} from '../__testUtils__/exportsHarness';
import { openFirstReleaseDatabase } from '../__testUtils__/firstRelease';
import { DatabaseScheduleStore } from '../exports';
import { createGrants } from '../grants';
import { DatabaseLegalHoldStore, LegalHoldService } from '../retention';
import { applyMigrations } from '../store';
import { UpgradeNote, UpgradeNotes } from '../upgrades';
import { DatabaseViewStore, ViewService } from '../views';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const clock = () => new Date('2026-11-22T10:00:00.000Z');
const by = 'user:default/ada';

const grantsOf = (knex: Knex) =>
  createGrants({
    ...{ knex, clock },
    auth: mockServices.auth(),
    lookup: {
      isKnown: async () => true,
      groupsOf: async () => [],
      groupsAround: async () => [],
    } as unknown as Parameters<typeof createGrants>[0]['lookup'],
    config: { accessMode: 'admins', admins: [], dayMs: 86_400_000 },
    knownNames: async () => ({ categories: [], plugins: [] }),
    onNews: () => {},
    onEnd: async () => {},
  }).service;

/** How many of some calls at once were carried out, and refused as conflicts. */
async function atOnce(calls: Promise<unknown>[]) {
  const settled = await Promise.allSettled(calls);
  const reasons = settled.flatMap(each =>
    each.status === 'rejected' ? [each.reason.name] : [],
  );
  expect(new Set(reasons)).toEqual(
    new Set(reasons.length > 0 ? ['ConflictError'] : []),
  );
  return [settled.length - reasons.length, reasons.length];
}

describe.each(databases.eachSupportedId())('several at once on %s', id => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-at-once-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('give one grant of what is the same', async () => {
    const service = grantsOf(await initDatabase(databases, id));
    const give = (categories: string[]) =>
      service.create({
        ...{ by },
        grant: {
          grantee: 'user:default/eva',
          limits: { plugins: categories },
          reason: '',
          expiresAt: null,
        },
      });
    const same = [
      ['a', 'b'],
      ['b', 'a'],
    ];
    const given = await Promise.all(
      [0, 1, 2, 3, 4, 5].map(call => give(same[call % 2])),
    );
    expect(new Set(given.map(grant => grant.id)).size).toBe(1);
    await give(['a']);
    expect(await service.list()).toHaveLength(2);
  });

  it('give no grant and no hold too many', async () => {
    const knex = await initDatabase(databases, id);
    const grants = grantsOf(knex);
    const rows = (count: number, row: (index: number) => object) =>
      Array.from({ length: count }, (_, index) => row(index));
    await knex.batchInsert(
      'audit_log_grants',
      rows(MAX_GRANTS - 2, index => ({
        ...{ id: `${index}`, grantee: `user:default/${index}` },
        ...{ limits: '{"everything":true}', version: 1 },
        ...{ created_at: clock().toISOString(), created_by: by },
      })),
      50,
    );
    const give = (name: string) =>
      grants.create({
        ...{ by },
        grant: {
          grantee: `user:default/${name}`,
          ...{ limits: { everything: true }, reason: '', expiresAt: null },
        },
      });
    expect(
      await atOnce(['a', 'b', 'c', 'd', 'e'].map(name => give(name))),
    ).toEqual([2, 3]);

    const holds = new LegalHoldService({
      store: new DatabaseLegalHoldStore({ knex }),
      clock,
    });
    await knex.batchInsert(
      'audit_log_legal_holds',
      rows(MAX_LEGAL_HOLDS - 1, index => ({
        ...{ id: `${index}`, name: `Case ${index}`, query: 'outcome:failed' },
        ...{ reason: '', created_by: by, created_at: clock().toISOString() },
      })),
      50,
    );
    const hold = (name: string) =>
      holds.create({ by, hold: { name, query: 'x', reason: 'Case' } });
    expect(await atOnce(['a', 'b', 'c', 'd'].map(name => hold(name)))).toEqual([
      1, 3,
    ]);
  });

  it('save no view too many', async () => {
    const knex = await initDatabase(databases, id);
    const service = new ViewService({
      ...{ clock, store: new DatabaseViewStore({ knex }) },
      users: {
        list: async () => [],
        follow: async () => ({ apply: async () => [] }),
      },
    });
    const save = (name: string) =>
      service.create({
        owner: by,
        view: {
          ...{ name, query: '', columns: null },
          ...{ timeRange: null, shared: false },
        },
      });
    for (let index = 0; index < 198; index += 1) {
      await save(`View ${index}`);
    }
    expect(
      await atOnce(['a', 'b', 'c', 'd', 'e'].map(name => save(name))),
    ).toEqual([2, 3]);
  });

  async function exporting(): Promise<Harness> {
    const knex = await initDatabase(databases, id);
    const harness = await createHarness({ knex, folder });
    await harness.createIntegration();
    return harness;
  }

  it('leave no schedule outside of its integration, and none without one', async () => {
    const harness = await exporting();
    const { integrations } = harness;
    const other = 'local://demo/elsewhere';
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { version, destination } = await integrations.get('main');
      const create = harness.createSchedule({
        name: `Schedule ${attempt}`,
        destination: `${destination}/${attempt}/{run}.jsonl.gz`,
      });
      const move = integrations.update(
        'main',
        {
          destination: destination === other ? 'local://demo/audit' : other,
          ...{ identity: { type: 'ambient' }, schedules: 'rewrite' },
        },
        { by, version },
      );
      await Promise.allSettled([create, move]);
      const now = await integrations.get('main');
      const schedules = await harness.exportSchedules.list();
      expect(
        schedules.filter(each => !each.destination.startsWith(now.destination)),
      ).toEqual([]);
    }
    const { destination } = await integrations.get('main');
    await Promise.allSettled([
      harness.createSchedule({
        ...{ name: 'Last', destination: `${destination}/last/{run}.jsonl.gz` },
      }),
      integrations.delete('main', { by, schedules: 'pause' }),
    ]);
    const left = await harness.exportSchedules.list();
    expect(left.filter(({ status }) => status !== 'paused')).toEqual([]);
  });

  it('change an integration and its schedules, or neither', async () => {
    const harness = await exporting();
    const { integrations, knex } = harness;
    const taken = 'local://demo/audit/other/{run}.jsonl.gz';
    await integrations.create(
      {
        ...{ name: 'two', destination: 'local://demo/audit/two' },
        identity: { type: 'ambient' },
      },
      { by },
    );
    await harness.createSchedule({ name: 'One', destination: taken });
    await harness.createSchedule({
      ...{ name: 'Two', integration: 'two' },
      destination: 'local://demo/audit/two/{run}.jsonl.gz',
    });
    const before = await integrations.get('two');
    await expect(
      integrations.update(
        'two',
        {
          destination: 'local://demo/audit/other',
          ...{ identity: { type: 'ambient' }, schedules: 'rewrite' },
        },
        { by, version: before.version },
      ),
    ).rejects.toThrow(/could write the same objects/);
    expect(await integrations.get('two')).toEqual(before);
    const two = await knex('audit_log_export_schedules')
      .where('name', 'Two')
      .first();
    expect(JSON.parse(two.draft).destination).toContain('/two/');
  });

  it('send nothing where nothing can be sent, and say so', async () => {
    const harness = await exporting();
    const { exportSchedules, integrations } = harness;
    const { id: schedule } = await harness.createSchedule();
    await harness.append(1);
    const send = () => exportSchedules.sendNow(schedule, by);
    await exportSchedules.pause(schedule, 'Paused by Ada');
    await expect(send()).rejects.toThrow("'Nightly' is paused: resume it");
    await exportSchedules.resume(schedule);
    await integrations.delete('main', { by, schedules: 'pause' });
    await harness.knex('audit_log_export_schedules').update('status', 'active');
    await expect(send()).rejects.toThrow("integration 'main' of export");
    expect(await harness.exportRuns.list(schedule, { limit: 1 })).toEqual([]);
    await harness.createIntegration();
    await integrations.retireAll('2027-01-01T00:00:00.000Z');
    await expect(send()).rejects.toThrow("'main' is retired");
    expect(await readExports(folder)).toEqual([]);
  });

  it('that an earlier release made twice are settled', async () => {
    const knex = await openFirstReleaseDatabase(databases, id);
    const copy = async (table: string, where: object, change: object) => {
      const row = await knex(table).where(where).first();
      await knex(table).insert({ ...row, ...change });
      return row;
    };
    const later = { created_at: '2026-11-29T00:00:00.000Z' };
    const schedule = await copy(
      'audit_log_export_schedules',
      { name: 'Everything' },
      { id: 'copy', name: 'Everything again', ...later },
    );
    const grant = await copy('audit_log_grants', {}, { id: 'copy', ...later });
    await applyMigrations(knex);
    const schedules = await new DatabaseScheduleStore({ knex }).list();
    const find = (each: string) => schedules.find(one => one.id === each);
    expect(find(schedule.id)).toMatchObject({ status: 'active' });
    expect(find('copy')).toMatchObject({
      status: 'paused',
      statusReason: expect.stringContaining("'Everything'"),
    });
    const grants = await knex('audit_log_grants').where(
      'grantee',
      grant.grantee,
    );
    expect(grants.map(row => row.id)).toContain(grant.id);
    expect(grants.map(row => row.id)).not.toContain('copy');
    const told: UpgradeNote[] = [];
    await new UpgradeNotes({
      ...{ knex, clock },
      onNews: async note => {
        told.push(note);
      },
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
    }).tell();
    expect(told).toMatchObject([
      {
        kind: 'schedule-paused',
        schedule: { id: 'copy', owner: schedule.owner },
        other: { id: schedule.id },
      },
      { kind: 'grant-merged', grant: { id: 'copy' }, into: grant.id },
    ]);
  });

  it.each([
    ['works', { status: 'suspended' }, {}],
    ['has exported more', { exported_to: '9' }, { exported_to: '10' }],
    [
      'was done last',
      { exported_to: '0', last_success_at: '2026-11-27T00:00:00.000Z' },
      { exported_to: '0', last_success_at: '2026-11-28T00:00:00.000Z' },
    ],
    [
      'was done at all',
      { exported_to: '0', last_success_at: null },
      { exported_to: '0', last_success_at: '2026-11-28T00:00:00.000Z' },
    ],
  ])('that were made twice leave the one that %s', async (_, older, newer) => {
    const knex = await openFirstReleaseDatabase(databases, id);
    const table = () => knex('audit_log_export_schedules');
    const row = await table().where('name', 'Everything').first();
    await table().where('id', row.id).update(older);
    await table().insert({
      ...row,
      ...{ id: 'newer', name: 'Newer', ...newer },
      created_at: '2026-11-29T00:00:00.000Z',
    });
    await applyMigrations(knex);
    const statuses = await table()
      .whereIn('id', [row.id, 'newer'])
      .orderBy('created_at')
      .pluck('status');
    expect(statuses).toEqual(['paused', 'active']);
  });
});
