import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  QuarantinedEvent,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { Replicas } from './Replicas';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const START = Date.parse('2026-11-22T10:00:00.000Z');

function createReplica(instance: string, knex: Knex) {
  const state = {
    now: START,
    held: [] as QuarantinedEvent[],
    problems: [] as string[],
    retried: [] as string[],
    discarded: [] as string[],
  };
  const recorder = {
    instance,
    status: () => ({
      instance,
      problems: state.problems,
      quarantined: state.held.length,
    }),
    quarantined: () => state.held,
    redrive: async () => {
      const events = state.held.splice(0);
      state.retried.push(...events.map(({ id }) => id));
      return events.length;
    },
    discard: async (ids: string[]) => {
      const found = state.held.filter(({ id }) => ids.includes(id));
      state.held = state.held.filter(({ id }) => !ids.includes(id));
      state.discarded.push(...found.map(({ id }) => id));
      return found;
    },
  } as unknown as AuditLogRecorder;
  const clock = () => new Date(state.now);
  return { state, replicas: new Replicas({ knex, recorder, clock }) };
}

let made = 0;

function held(event: RecordedEvent, reason = 'refused'): QuarantinedEvent {
  made += 1;
  const since = new Date(START + made).toISOString();
  return { id: event.id, event, reason, since };
}

describe.each(databases.eachSupportedId())('Replicas on %s', id => {
  it('shows what each holds back, and has all of it tried again', async () => {
    const knex = await initDatabase(databases, id);
    const first = createReplica('backend-0', knex);
    const second = createReplica('backend-1', knex);
    const [older, newer] = [recordedEvent(), recordedEvent()];
    second.state.held = [held(older, 'invalid byte \u0000 and \ud800')];
    second.state.problems = ['1 events were put aside'];
    first.state.held = [held(newer)];
    await first.replicas.tick();
    await second.replicas.tick();

    expect(await first.replicas.summary()).toEqual({
      instances: ['backend-0', 'backend-1'],
      problems: ['backend-1: 1 events were put aside'],
      quarantined: 2,
    });
    const { total, items } = await first.replicas.quarantined(10);
    expect(total).toBe(2);
    expect(items.map(item => [item.id, item.instance, item.reason])).toEqual([
      [older.id, 'backend-1', 'invalid byte \u0000 and \ud800'],
      [newer.id, 'backend-0', 'refused'],
    ]);
    expect((await first.replicas.quarantined(1)).items).toHaveLength(1);

    expect(await first.replicas.retry()).toBe(2);
    expect(first.state.retried).toEqual([newer.id]);
    await second.replicas.tick();
    expect(second.state.retried).toEqual([older.id]);
    await second.replicas.tick();
    expect(await first.replicas.quarantined(10)).toEqual({
      total: 0,
      items: [],
    });
    // Asked once, tried once: what comes back stays until it is asked again.
    second.state.held = [held(older)];
    await second.replicas.tick();
    await second.replicas.tick();
    expect(second.state.retried).toEqual([older.id]);
  });

  it('has those thrown away that are asked for, wherever they are', async () => {
    const knex = await initDatabase(databases, id);
    const first = createReplica('backend-0', knex);
    const second = createReplica('backend-1', knex);
    const third = createReplica('backend-2', knex);
    const [mine, theirs, kept] = [
      recordedEvent({ actor: { type: 'user', ref: 'user:default/grace' } }),
      recordedEvent(),
      recordedEvent(),
    ];
    first.state.held = [
      held(mine),
      { id: 'torn', event: null, reason: 'cut off', since: mine.startedAt },
    ];
    second.state.held = [held(theirs), held(kept)];
    await second.replicas.tick();
    await third.replicas.tick();

    const discarded = await first.replicas.discard([
      mine.id,
      theirs.id,
      'torn',
      'unheard-of',
    ]);
    expect(discarded.map(item => [item.id, item.actor, item.target])).toEqual(
      expect.arrayContaining([
        [mine.id, 'user:default/grace', 'component:default/svc-77'],
        [theirs.id, 'user:default/ada', 'component:default/svc-77'],
        ['torn', null, null],
      ]),
    );
    expect(discarded).toHaveLength(3);
    expect(first.state.held).toEqual([]);
    await third.replicas.discard([theirs.id]);
    await second.replicas.tick();
    expect(second.state.discarded).toEqual([theirs.id]);
    await second.replicas.tick();
    await second.replicas.tick();
    const { total, items } = await first.replicas.quarantined(10);
    expect([total, items[0].id]).toEqual([1, kept.id]);
    // What is asked of it once is not asked again.
    second.state.held = [held(theirs)];
    await second.replicas.tick();
    expect(second.state.held).toHaveLength(1);
  });

  it('understands replicas of an earlier version', async () => {
    const knex = await initDatabase(databases, id);
    const first = createReplica('backend-0', knex);
    const told = {
      ...{ instance: 'backend-1', id: 'a', plugin: 'p', eventId: 'e' },
      ...{ severity: 'low', outcome: 'failed', reason: 'no' },
      ...{ since: '2026-11-22T10:00:00.000Z', startedAt: 'never' },
    };
    await knex('audit_log_recorders').insert({
      id: 'older',
      instance: 'backend-1',
      seen_at: START,
      problems: '[]',
      quarantined: 1,
      quarantine: JSON.stringify([told]),
    });
    expect((await first.replicas.quarantined(10)).items).toEqual([
      { ...told, actor: null, target: null },
    ]);
  });

  it('counts what two find in the folder that they share once', async () => {
    const knex = await initDatabase(databases, id);
    const first = createReplica('backend-0', knex);
    const second = createReplica('backend-1', knex);
    const shared = held(recordedEvent());
    first.state.held = [shared];
    second.state.held = [shared];
    await second.replicas.tick();
    expect(await first.replicas.quarantined(10)).toMatchObject({
      total: 1,
      items: [{ id: shared.id }],
    });
  });

  it('counts more than it tells by name', async () => {
    const knex = await initDatabase(databases, id);
    const first = createReplica('backend-0', knex);
    const second = createReplica('backend-1', knex);
    second.state.held = Array.from({ length: 150 }, () =>
      held(recordedEvent()),
    );
    await second.replicas.tick();
    const { total, items } = await first.replicas.quarantined(1000);
    expect([total, items.length]).toEqual([150, 100]);
  });

  it('forgets one that has left, and one that says nothing any more', async () => {
    const knex = await initDatabase(databases, id);
    const first = createReplica('backend-0', knex);
    const second = createReplica('backend-1', knex);
    const third = createReplica('backend-2', knex);
    const seen = async () => (await first.replicas.summary()).instances;
    await second.replicas.tick();
    await third.replicas.tick();
    expect(await seen()).toEqual(['backend-0', 'backend-1', 'backend-2']);
    await second.replicas.leave();
    expect(await seen()).toEqual(['backend-0', 'backend-2']);
    first.state.now += 59_000;
    expect(await seen()).toEqual(['backend-0', 'backend-2']);
    first.state.now += 1_000;
    expect(await seen()).toEqual(['backend-0']);
    third.state.now = first.state.now;
    await third.replicas.tick();
    expect(await seen()).toEqual(['backend-0', 'backend-2']);
    first.state.now += 3_600_001;
    await first.replicas.tick();
    expect(await knex('audit_log_recorders').select('instance')).toEqual([
      { instance: 'backend-0' },
    ]);
  });
});
