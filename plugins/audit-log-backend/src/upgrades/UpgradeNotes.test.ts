import { mockServices } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../__testUtils__/databases';
import { openFirstReleaseDatabase } from '../__testUtils__/firstRelease';
import { DatabaseScheduleStore } from '../exports';
import { applyMigrations } from '../store';
import { UpgradeNotes } from './UpgradeNotes';
import { UpgradeNote } from './types';

const migration = require('../../migrations/20261130150000_export_chains');

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('an upgrade on %s', id => {
  it('keeps what a schedule exported last of a view that was changed since', async () => {
    const knex = await openFirstReleaseDatabase(databases, id);
    await knex('audit_log_views')
      .where('name', 'Größere Änderungen')
      .update({ query: 'outcome:failed', version: 3 });
    await applyMigrations(knex);
    const store = new DatabaseScheduleStore({ knex });
    const schedules = await store.list();
    const find = (name: string) => schedules.find(each => each.name === name)!;
    const ofView = find('Lake of a view');
    expect(ofView).toMatchObject({
      query: 'category:CATALOG,TEMPLATES',
      viewVersion: null,
      chain: { number: 2, since: null },
      coveredUntil: '2026-11-28T05:00:00.000Z',
    });
    expect(find('Everything')).toMatchObject({
      chain: { number: 1, since: '1' },
      coveredUntil: null,
    });
    expect(find('Paused')).toMatchObject({ chain: { number: 1, since: null } });

    const auditor = mockServices.auditor.mock({
      createEvent: jest.fn(async () => ({
        success: async () => {},
        fail: async () => {},
      })),
    });
    const told: UpgradeNote[] = [];
    const replica = () =>
      new UpgradeNotes({
        ...{ knex, auditor, clock: () => new Date(0) },
        onNews: async note => {
          told.push(note);
        },
      });
    await Promise.all([replica().tell(), replica().tell(), replica().tell()]);
    await replica().tell();
    expect(told).toEqual([
      {
        kind: 'view-changed',
        schedule: {
          ...{ id: ofView.id, name: ofView.name, owner: ofView.owner },
        },
        view: { id: ofView.viewId, name: 'Größere Änderungen' },
        query: 'category:CATALOG,TEMPLATES',
      },
    ]);
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'export-schedule-update',
        meta: expect.objectContaining({ id: ofView.id, actionType: 'upgrade' }),
      }),
    );
  });

  it('keeps what a person has changed since the last run', async () => {
    const knex = await openFirstReleaseDatabase(databases, id);
    await knex('audit_log_views')
      .where('name', 'Größere Änderungen')
      .update({ query: 'outcome:failed', version: 3 });
    await knex('audit_log_export_schedules')
      .where('name', 'Lake of a view')
      .update({ updated_at: '2026-11-28T07:40:00.000Z', version: 2 });
    await applyMigrations(knex);
    const schedules = await new DatabaseScheduleStore({ knex }).list();
    const ofView = schedules.find(({ name }) => name === 'Lake of a view')!;
    expect(ofView).toMatchObject({
      query: 'outcome:failed',
      viewVersion: 3,
      chain: { number: 2, since: null },
    });
    const notes = await knex('audit_log_upgrade_notes');
    expect(notes).toMatchObject([{ kind: 'query-kept' }]);
    expect(JSON.parse(notes[0].about)).toMatchObject({
      schedule: { id: ofView.id, owner: ofView.owner },
      query: 'outcome:failed',
    });
  });

  it('takes nothing from a run that was canceled', async () => {
    const knex = await openFirstReleaseDatabase(databases, id);
    const schedule = await knex('audit_log_export_schedules')
      .where('name', 'Lake of a view')
      .first();
    const runs = knex('audit_log_export_runs');
    const last = await runs
      .clone()
      .where('schedule_id', schedule.id)
      .orderBy('number', 'desc')
      .first();
    const spec = { ...JSON.parse(last.spec), query: 'outcome:failed' };
    await runs.clone().insert({
      ...last,
      ...{ id: 'canceled', number: last.number + 1, status: 'canceled' },
      spec: JSON.stringify(spec),
    });
    await applyMigrations(knex);
    expect(await knex('audit_log_upgrade_notes')).toEqual([]);
    const schedules = await new DatabaseScheduleStore({ knex }).list();
    expect(schedules.find(each => each.id === schedule.id)).toMatchObject({
      query: 'category:CATALOG,TEMPLATES',
      chain: { number: 1 },
    });
  });

  it('tells what it can, and again what it could not', async () => {
    const knex = await openFirstReleaseDatabase(databases, id);
    await applyMigrations(knex);
    const about = (into: string) =>
      JSON.stringify({ grant: { id: 'one', grantee: 'user:default/a' }, into });
    const table = () => knex('audit_log_upgrade_notes');
    await table().insert({ kind: 'grant-merged', about: 'not JSON' });
    await table().insert({ kind: 'grant-merged', about: about('away') });
    await table().insert({ kind: 'grant-merged', about: about('last') });
    const told: unknown[] = [];
    const notes = new UpgradeNotes({
      ...{ knex, clock: () => new Date(0) },
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      onNews: async note => {
        const into = note.kind === 'grant-merged' && note.into;
        if (into === 'away') {
          throw new Error('nobody listens');
        }
        told.push(into);
      },
    });
    await expect(notes.tell()).rejects.toThrow('JSON');
    expect(told).toEqual(['last']);
    const left = await table().orderBy('id').pluck('about');
    expect(left).toEqual(['not JSON', about('away')]);
  });

  it('tells nothing where nothing was changed, and can be undone', async () => {
    const knex = await openFirstReleaseDatabase(databases, id);
    await applyMigrations(knex);
    expect(await knex('audit_log_upgrade_notes')).toEqual([]);
    const store = new DatabaseScheduleStore({ knex });
    const ofView = (await store.list()).find(({ viewId }) => viewId !== null);
    expect(ofView).toMatchObject({
      ...{ viewVersion: 2, chain: { number: 1, since: '1' } },
    });
    await migration.down(knex);
    await migration.up(knex);
    expect((await store.list()).map(({ chain }) => chain.number)).toEqual(
      Array(9).fill(1),
    );
  });
});
