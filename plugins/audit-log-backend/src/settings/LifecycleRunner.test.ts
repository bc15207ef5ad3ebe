import { mockServices } from '@backstage/backend-test-utils';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  EventSink,
  RecorderStatus,
} from 'backstage-plugin-audit-log-node';
import { DatabaseSettingsStore } from './DatabaseSettingsStore';
import { LifecycleRunner } from './LifecycleRunner';
import { SettingsService } from './SettingsService';
import { LifecycleNews, SettingsStore, StoredSettings } from './types';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const now = new Date('2026-11-22T10:00:00.000Z');
const ada = { type: 'user', ref: 'user:default/ada' } as const;

/** Keeps an event once by its id, as every sink must. */
class MemorySink implements EventSink {
  readonly events: RecordedEvent[] = [];

  async append(events: RecordedEvent[]) {
    const fresh = events.filter(
      event => !this.events.some(known => known.id === event.id),
    );
    this.events.push(...fresh);
    return {
      appended: fresh.length,
      duplicates: events.length - fresh.length,
      completeTo: { sequence: String(this.events.length), time: null },
    };
  }
}

function createReplica(options: {
  store: SettingsStore;
  sink: EventSink;
  activate?: (settings: StoredSettings, signal: AbortSignal) => Promise<void>;
  retire?: (settings: StoredSettings) => Promise<void>;
  clock?: () => Date;
}) {
  const news: LifecycleNews[] = [];
  const recorded: string[] = [];
  const recorder: Partial<AuditLogRecorder> = {
    learn: ({ recording }) => {
      recorded.push(recording);
    },
    flush: async () => {},
    status: () => ({ instance: 'replica' } as RecorderStatus),
  };
  const runner = new LifecycleRunner({
    activate: async () => {},
    recorder: recorder as AuditLogRecorder,
    configured: {},
    clock: () => now,
    dayMs: 86_400_000,
    logger: mockServices.logger.mock(),
    onNews: item => news.push(item),
    ...options,
  });
  return { runner, news, recording: () => recorded.at(-1) };
}

describe.each(databases.eachSupportedId())('LifecycleRunner on %s', id => {
  async function setUp() {
    const knex = await initDatabase(databases, id);
    const store = new DatabaseSettingsStore({ knex });
    const settings = new SettingsService({
      store,
      clock: () => now,
      available: true,
      unavailableReason: null,
      configured: {},
      dayMs: 86_400_000,
    });
    return { store, settings, sink: new MemorySink() };
  }

  it('completes enabling once, with several replicas', async () => {
    const { store, settings, sink } = await setUp();
    const replicas = [1, 2, 3].map(() => createReplica({ store, sink }));
    await settings.enable({ by: ada });

    await Promise.all(replicas.map(({ runner }) => runner.tick()));
    await Promise.all(replicas.map(({ runner }) => runner.tick()));

    expect(await settings.read()).toMatchObject({
      state: 'enabled',
      changedBy: ada.ref,
      keptUntil: null,
    });
    expect(replicas.map(({ recording }) => recording())).toEqual([
      'on',
      'on',
      'on',
    ]);
    expect(sink.events.map(event => event.eventId)).toEqual(['logging-start']);
    expect(sink.events[0]).toMatchObject({ actor: ada, outcome: 'succeeded' });
    expect(replicas.flatMap(({ news }) => news)).toEqual([
      { kind: 'enabled', askedBy: ada, recovery: 'first-time' },
    ]);
  });

  it('goes on where a process died after its event was appended', async () => {
    const { store, settings, sink } = await setUp();
    await settings.enable({ by: ada });
    const dying: SettingsStore = {
      read: () => store.read(),
      replace: () => Promise.reject(new Error('killed')),
    };
    await expect(
      createReplica({ store: dying, sink }).runner.tick(),
    ).rejects.toThrow('killed');
    expect((await settings.read()).state).toBe('enabling');

    const successor = createReplica({ store, sink });
    await successor.runner.tick();

    expect((await settings.read()).state).toBe('enabled');
    expect(sink.events).toHaveLength(1);
    expect(successor.news).toHaveLength(1);
  });

  it('returns to disabled with the reason where it can not activate', async () => {
    const { store, settings, sink } = await setUp();
    const replica = createReplica({
      store,
      sink,
      activate: () => Promise.reject(new Error('The disk is full')),
    });
    await settings.enable({ by: ada });
    await replica.runner.tick();

    expect(await settings.read()).toMatchObject({
      state: 'disabled',
      reason: 'The disk is full',
      changedBy: ada.ref,
    });
    expect(replica.recording()).toBe('never');
    expect(sink.events).toEqual([]);
    expect(replica.news).toEqual([
      { kind: 'activation-failed', askedBy: ada, reason: 'The disk is full' },
    ]);
  });

  it('leaves an activation that was given up for the next tick', async () => {
    const { store, settings, sink } = await setUp();
    const givenUp = new AbortController();
    let hangs = true;
    const replica = createReplica({
      store,
      sink,
      activate: async (_, signal) => {
        if (hangs) {
          givenUp.abort(new Error('it took too long'));
        }
        signal.throwIfAborted();
      },
    });
    await settings.enable({ by: ada });
    await expect(replica.runner.tick(givenUp.signal)).rejects.toThrow(
      'it took too long',
    );
    expect([(await store.read()).state, replica.news]).toEqual([
      'enabling',
      [],
    ]);

    hangs = false;
    await replica.runner.tick(new AbortController().signal);
    expect((await store.read()).state).toBe('enabled');
    expect(sink.events).toHaveLength(1);
  });

  it('disables after every replica has stopped, its own event last', async () => {
    const { store, settings, sink } = await setUp();
    const [first, second] = [1, 2].map(() => createReplica({ store, sink }));
    await settings.enable({ by: ada });
    await first.runner.tick();
    await settings.disable({ by: ada, reason: 'Too costly' });

    await first.runner.tick();
    expect(first.recording()).toBe('on');
    await second.runner.tick();
    await second.runner.tick();
    expect(second.recording()).toBe('off');
    expect((await settings.read()).state).toBe('disabling');

    for (let ticks = 0; ticks < 3; ticks++) {
      await first.runner.tick();
    }
    await second.runner.tick();

    expect(await settings.read()).toMatchObject({
      state: 'disabled',
      reason: 'Too costly',
      changedBy: ada.ref,
      keptUntil: '2026-12-22T10:00:00.000Z',
    });
    expect([first, second].map(({ recording }) => recording())).toEqual([
      'off',
      'off',
    ]);
    expect(sink.events.at(-1)).toMatchObject({
      eventId: 'logging-stop',
      actor: ada,
      meta: { reason: 'Too costly' },
    });
    expect(first.news.at(-1)).toMatchObject({ kind: 'disabled' });
    expect(second.news).toEqual([]);
  });

  it('begins nothing that somebody disabled while it was activated', async () => {
    const { store, settings, sink } = await setUp();
    let finish = () => {};
    const slow = createReplica({
      store,
      sink,
      activate: () => new Promise<void>(resolve => (finish = resolve)),
    });
    const other = createReplica({ store, sink });
    await settings.enable({ by: ada });
    const activating = slow.runner.tick();
    await settings.disable({ by: ada, reason: 'A mistake' });
    while ((await settings.read()).state !== 'disabled') {
      await other.runner.tick();
    }
    finish();
    await activating;
    expect(sink.events.map(({ eventId }) => eventId)).toEqual(['logging-stop']);
    expect(slow.recording()).toBe('off');
    expect((await settings.read()).state).toBe('disabled');
  });

  it('stops recording though something can not be put out of service', async () => {
    const { store, settings, sink } = await setUp();
    let isAway = true;
    const replica = createReplica({
      store,
      sink,
      retire: async () => {
        if (isAway) {
          throw new Error('a schedule is broken');
        }
      },
    });
    await settings.enable({ by: ada });
    await replica.runner.tick();
    await settings.disable({ by: ada, reason: 'Too costly' });
    for (let ticks = 0; ticks < 6; ticks++) {
      await expect(replica.runner.tick()).rejects.toThrow('is broken');
    }
    expect([replica.recording(), (await settings.read()).state]).toEqual([
      'off',
      'disabling',
    ]);
    isAway = false;
    await replica.runner.tick();
    expect((await settings.read()).state).toBe('disabled');
  });

  it('tells that events came back when it is enabled in time', async () => {
    const { store, settings, sink } = await setUp();
    const replica = createReplica({ store, sink });
    await settings.enable({ by: ada });
    await replica.runner.tick();
    await settings.disable({ by: ada });
    for (let ticks = 0; ticks < 4; ticks++) {
      await replica.runner.tick();
    }
    await settings.enable({ by: ada });
    await replica.runner.tick();

    expect(replica.news.at(-1)).toMatchObject({
      kind: 'enabled',
      recovery: 'recovered',
    });
    expect(sink.events.map(event => event.eventId)).toEqual([
      'logging-start',
      'logging-stop',
      'logging-start',
    ]);
  });

  it('tells that events are gone when it is enabled too late', async () => {
    const { store, settings, sink } = await setUp();
    let time = now;
    const replica = createReplica({ store, sink, clock: () => time });
    await settings.enable({ by: ada });
    await replica.runner.tick();
    await settings.disable({ by: ada });
    for (let ticks = 0; ticks < 4; ticks++) {
      await replica.runner.tick();
    }
    time = new Date('2026-12-22T10:00:00.000Z');
    await settings.enable({ by: ada });
    await replica.runner.tick();

    expect(replica.news.at(-1)).toMatchObject({
      kind: 'enabled',
      recovery: 'purged',
    });
    expect(sink.events.at(-1)).toMatchObject({
      eventId: 'logging-start',
      meta: { recovery: 'purged', keptUntil: '2026-12-22T10:00:00.000Z' },
    });
  });

  it('refuses what the state does not allow, naming it', async () => {
    const { settings } = await setUp();
    await expect(settings.disable({ by: ada })).rejects.toThrow(
      "Audit logging is 'disabled': expected 'enabled' or 'enabling' to disable it",
    );
    await settings.enable({ by: ada });
    await expect(settings.enable({ by: ada })).rejects.toThrow(
      "Audit logging is 'enabling': expected 'disabled' to enable it",
    );
  });

  it('lets one of many Admins win who enable at once', async () => {
    const { settings } = await setUp();
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => settings.enable({ by: ada })),
    );
    expect(
      attempts.filter(attempt => attempt.status === 'fulfilled'),
    ).toHaveLength(1);
    expect((await settings.read()).version).toBe(1);
  });
});
