import { recordedEvent } from '../__testUtils__/recordedEvent';
import { TIMES_MARK, withinTimes } from './bounds';

const now = Date.parse('2026-11-30T12:00:00.000Z');
const arrival = '2026-11-30T12:00:00.000Z';
const bounds = { now, oldest: Date.parse('2026-10-31T12:00:00.000Z') };

describe('withinTimes', () => {
  it.each([
    ['of now', arrival, arrival],
    ['a minute ahead', '2026-11-30T12:01:00.000Z', '2026-11-30T12:01:00.000Z'],
    ['as old as can be', '2026-10-31T12:00:00.000Z', null],
  ])('leaves an event %s as it is', (_, startedAt, endedAt) => {
    const event = recordedEvent({ startedAt, endedAt });
    expect(withinTimes(event, bounds)).toBe(event);
  });

  it.each<[string, string, string | null, string, string | null]>([
    ['ahead', '2026-11-30T12:01:00.001Z', null, arrival, null],
    [
      'far ahead',
      '9999-12-31T23:59:59.999Z',
      '9999-12-31T23:59:59.999Z',
      arrival,
      arrival,
    ],
    ['too old', '1970-01-01T00:00:00.000Z', arrival, arrival, arrival],
    ['before Christ', '0000-01-01T00:00:00.000Z', null, arrival, null],
    [
      'that ends ahead',
      '2026-11-30T11:00:00.000Z',
      '2026-12-30T11:00:00.000Z',
      '2026-11-30T11:00:00.000Z',
      arrival,
    ],
    [
      'that ends ahead and starts a little ahead',
      '2026-11-30T12:00:30.000Z',
      '2026-12-30T11:00:00.000Z',
      '2026-11-30T12:00:30.000Z',
      '2026-11-30T12:00:30.000Z',
    ],
    [
      'that ended before it was kept',
      '2026-11-30T11:00:00.000Z',
      '1970-01-01T00:00:00.000Z',
      '2026-11-30T11:00:00.000Z',
      arrival,
    ],
  ])(
    'bounds one %s and keeps what it claimed',
    (_, startedAt, endedAt, ...is) => {
      const event = recordedEvent({ startedAt, endedAt, meta: { a: 1 } });
      expect(withinTimes(event, bounds)).toEqual({
        ...event,
        startedAt: is[0],
        endedAt: is[1],
        meta: { a: 1, [TIMES_MARK]: { startedAt, endedAt } },
      });
      expect(withinTimes({ ...event, meta: null }, bounds).meta).toEqual({
        [TIMES_MARK]: { startedAt, endedAt },
      });
    },
  );
});
