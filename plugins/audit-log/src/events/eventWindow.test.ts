import { AuditEvent, CompleteTo } from 'backstage-plugin-audit-log-common';
import { anEvent } from '../fixtures';
import {
  EventWindow,
  MOST_ROWS,
  Page,
  PageRequest,
  atNewest,
  atOldest,
  atTime,
  newerRequest,
  olderRequest,
  withAppended,
  withNewer,
  withOlder,
} from './eventWindow';

const PAGE = 200;
const start = Date.parse('2026-11-01T00:00:00.000Z');
const options = { shift: 0, until: '2026-12-01T00:00:00.000Z' };

/** Events, newest first; `perMs` of them begin in the same millisecond. */
function log(count: number, perMs = 1): AuditEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const sequence = count - index;
    return anEvent({
      sequence: `${sequence}`,
      startedAt: new Date(start + Math.floor(sequence / perMs)).toISOString(),
    });
  });
}

/** Answers as the backend does: `from` inclusive, `to` exclusive. */
function read(events: AuditEvent[], request: PageRequest) {
  const { order, from, to, cursor } = request;
  const ordered = order === 'asc' ? [...events].reverse() : events;
  const found = ordered.filter(
    ({ startedAt }) => (!from || startedAt >= from) && (!to || startedAt < to),
  );
  const begin = cursor
    ? found.findIndex(({ sequence }) => sequence === cursor) + 1
    : 0;
  const items = found.slice(begin, begin + PAGE);
  const isLast = begin + PAGE >= found.length;
  return {
    items,
    nextCursor: isLast ? null : items[items.length - 1].sequence,
    completeTo: { sequence: events[0].sequence, time: null },
  };
}

const older = (window: EventWindow, events: AuditEvent[]) =>
  withOlder(window, read(events, olderRequest(window, {})));
const newer = (window: EventWindow, events: AuditEvent[]) =>
  withNewer(window, read(events, newerRequest(window, {})));

function expectGapless({ events }: EventWindow) {
  const sequences = events.map(({ sequence }) => Number(sequence));
  const expected = sequences.map((_, index) => sequences[0] - index);
  expect(sequences).toEqual(expected);
}

describe.each([1, 3, 700])('with %i events per millisecond', perMs => {
  const events = log(6_000, perMs);

  it('goes down to the oldest and up to the newest within its bounds', () => {
    let window = atNewest(read(events, { order: 'desc' }), options);
    const seen = new Set<string>();
    const look = () => {
      expectGapless(window);
      expect(window.events.length).toBeLessThanOrEqual(MOST_ROWS);
      window.events.forEach(({ id }) => seen.add(id));
    };
    for (let read1 = 0; window.older.hasMore; read1 += 1) {
      expect(read1).toBeLessThan(200);
      window = older(window, events);
      look();
      // Counted from the top, so that a row says where it is.
      expect(window.skipped).toBe(6_000 - Number(window.events[0].sequence));
      expect(window.shift + window.skipped).toBe(0);
    }
    expect(seen.size).toBe(6_000);
    expect(window.events[window.events.length - 1].sequence).toBe('1');

    for (let read2 = 0; window.newer.hasMore; read2 += 1) {
      expect(read2).toBeLessThan(200);
      const { events: before, shift } = window;
      window = newer(window, events);
      look();
      // The row that was first is found again by the shift.
      expect(window.events[window.shift - shift].id).toBe(before[0].id);
    }
    expect(window.events[0].sequence).toBe('6000');
    expect(window.skipped).toBe(0);
  });

  it('begins at a time and goes both ways', () => {
    const at = events[3_000].startedAt;
    let window = atTime(
      {
        older: read(events, { order: 'desc', to: at }),
        newer: read(events, { order: 'asc', from: at, to: options.until }),
      },
      options,
    );
    expectGapless(window);
    expect(window.events[window.beginning.row].startedAt < at).toBe(true);
    expect(window.events[window.beginning.row - 1].startedAt >= at).toBe(true);
    window = newer(older(window, events), events);
    expectGapless(window);
    expect(window.events.length).toBeGreaterThan(600);
  });

  it('begins at the oldest', () => {
    const page = read(events, { order: 'asc', to: options.until });
    let window = atOldest(page, options);
    expect(window.events[window.beginning.row].sequence).toBe('1');
    expect(window.older.hasMore).toBe(false);
    window = newer(window, events);
    expectGapless(window);
  });
});

it('reads again what began in the millisecond at which rows were left', () => {
  const events = log(4_000, 3);
  let window = atNewest(read(events, { order: 'desc' }), options);
  while (window.shift === 0) {
    window = older(window, events);
  }
  const request = newerRequest(window, {});
  expect(request).toMatchObject({
    order: 'asc',
    from: window.events[0].startedAt,
  });
  expect(request.cursor).toBeUndefined();
});

it('tells no more than what each of two reads knew', () => {
  const page = (sequence: string): Page & { completeTo: CompleteTo } => ({
    items: [],
    nextCursor: null,
    completeTo: { sequence, time: null },
  });
  const window = atTime({ older: page('9'), newer: page('7') }, options);
  expect(window.completeTo?.sequence).toBe('7');
  // Later pages are read later, which says nothing about the earlier ones.
  expect(withOlder(window, page('12')).completeTo?.sequence).toBe('7');
});

it('shows an operation once where its outcome was corrected meanwhile', () => {
  const [last, first] = log(2);
  const window = atNewest({ ...read([last], {}), nextCursor: 'x' }, options);
  const correction = { ...first, amends: last.id };
  const next = withOlder(window, { items: [correction], nextCursor: null });
  expect(next.events).toEqual([correction]);
});

it('keeps its bounds where events are appended', () => {
  const events = log(MOST_ROWS + 500);
  let window = atNewest(read(events.slice(500), { order: 'desc' }), options);
  while (window.events.length < MOST_ROWS) {
    window = older(window, events);
  }
  window = withAppended(window, events.slice(0, 500));
  expect(window.events.length).toBeLessThanOrEqual(MOST_ROWS);
  expect(window.shift).toBe(500);
  expect(window.older).toEqual({ hasMore: true, cursor: null });
  expectGapless(older(window, events));
});

it('reads up to what was appended after its end was fixed', () => {
  const events = log(3_000);
  const until = events[1_000].startedAt;
  let window = atNewest(read(events, { order: 'desc' }), {
    shift: 0,
    until,
  });
  while (window.older.hasMore) {
    window = older(window, events);
  }
  while (window.newer.hasMore) {
    window = newer(window, events);
  }
  expect(window.events[0].sequence).toBe('3000');
});
