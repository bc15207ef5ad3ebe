import { CompleteTo, StreamedEvents } from 'backstage-plugin-audit-log-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { seeing } from '../__testUtils__/seeing';
import { applyMigrations, DatabaseEventStore } from '../store';
import { HeadWatch } from './HeadWatch';
import { LiveEvents, WatchOptions } from './LiveEvents';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('LiveEvents on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await applyMigrations(knex);
    const store = await DatabaseEventStore.create({ knex });
    const stopping = new AbortController();
    const live = new LiveEvents({
      store,
      heads: new HeadWatch({ readHead: () => store.completeTo(), pollMs: 10 }),
      heartbeatMs: 60_000,
      stopping: stopping.signal,
    });
    const watch = (options: Partial<WatchOptions> = {}) =>
      live.watch({
        forMs: 60_000,
        eventsNow: async () => store,
        where: [],
        signal: new AbortController().signal,
        ...options,
      });
    return { store, stopping, live, watch };
  }

  const append = (store: DatabaseEventStore, count: number) =>
    store.append(Array.from({ length: count }, () => recordedEvent()));

  /** Reads until so many events came; also how the stream went on. */
  async function take(
    watched: AsyncGenerator<StreamedEvents, string>,
    count: number,
  ) {
    const sequences: string[] = [];
    let completeTo: CompleteTo | undefined;
    while (sequences.length < count) {
      const { value, done } = await watched.next();
      if (done) {
        throw new Error(`The stream ended: ${value}`);
      }
      sequences.push(...value.items.map(item => item.sequence));
      completeTo = value.completeTo;
    }
    return { sequences, completeTo };
  }

  it('sends what is appended from now on, and what a reader may see of it', async () => {
    const { store, watch } = await setUp();
    await append(store, 3);
    const watched = watch({
      eventsNow: async () =>
        seeing([query => query.whereRaw('e.sequence % 2 = 0')], store),
    });
    const { value } = await watched.next();
    expect(value).toEqual({
      items: [],
      completeTo: { sequence: '3', time: expect.any(String) },
    });
    await append(store, 5);
    expect((await take(watched, 3)).sequences).toEqual(['4', '6', '8']);
  });

  it('goes on where another stream ended, without a gap and without repeats', async () => {
    const { store, watch } = await setUp();
    await append(store, 250);
    const first = await take(watch({ after: '0' }), 100);
    expect(first.completeTo?.sequence).toBe('100');
    await append(store, 5);
    const rest = await take(watch({ after: '100' }), 155);
    expect([...first.sequences, ...rest.sequences]).toEqual(
      Array.from({ length: 255 }, (_, index) => `${index + 1}`),
    );
  });

  it('ends when the reader may no longer see anything', async () => {
    const { store, watch } = await setUp();
    let isAllowed = true;
    const watched = watch({
      eventsNow: async () => (isAllowed ? store : undefined),
    });
    await watched.next();
    isAllowed = false;
    const next = watched.next();
    await append(store, 1);
    expect(await next).toEqual({ done: true, value: 'denied' });
  });

  it('ends at shutdown, and when the reader has gone', async () => {
    const { stopping, watch } = await setUp();
    const gone = new AbortController();
    const left = watch({ signal: gone.signal });
    await left.next();
    const leaving = left.next();
    gone.abort();
    expect((await leaving).done).toBe(false);
    expect(await left.next()).toEqual({ done: true, value: 'renew' });

    const watched = watch();
    await watched.next();
    const ending = watched.next();
    stopping.abort();
    expect((await ending).done).toBe(false);
    expect(await watched.next()).toEqual({ done: true, value: 'stopping' });
  });

  it('ends after its time, having sent what there was', async () => {
    const { store, watch } = await setUp();
    await append(store, 2);
    const watched = watch({ after: '1', forMs: 0 });
    expect((await take(watched, 1)).sequences).toEqual(['2']);
    await watched.next();
    expect(await watched.next()).toEqual({ done: true, value: 'renew' });
  });
});

describe('HeadWatch', () => {
  const head = (sequence: string) => ({ sequence, time: null });

  it('looks once for however many wait, and not while nobody does', async () => {
    let sequence = '5';
    const readHead = jest.fn(async () => head(sequence));
    const heads = new HeadWatch({ readHead, pollMs: 5 });
    const { signal } = new AbortController();
    const waiting = Promise.all(
      Array.from({ length: 50 }, () =>
        heads.next({ after: '5', waitMs: 60_000, signal }),
      ),
    );
    while (readHead.mock.calls.length < 2) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    sequence = '10';
    expect(await waiting).toEqual(Array(50).fill(head('10')));
    const looks = readHead.mock.calls.length;
    expect(looks).toBeLessThan(50);
    expect(await heads.next({ after: '10', waitMs: 0, signal })).toBe(
      undefined,
    );
    expect(readHead).toHaveBeenCalledTimes(looks);
  });

  it('compares sequences as numbers, and survives a database that is away', async () => {
    const readHead = jest
      .fn(async () => head('10'))
      .mockRejectedValueOnce(new Error('away'));
    const heads = new HeadWatch({ readHead, pollMs: 1 });
    const { signal } = new AbortController();
    expect(await heads.next({ after: '9', waitMs: 60_000, signal })).toEqual(
      head('10'),
    );
  });
});
