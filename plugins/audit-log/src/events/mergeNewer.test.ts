import { anEvent } from '../fixtures';
import { mergeNewer } from './mergeNewer';

const at = (sequence: string, minute: string, amends: string | null = null) =>
  anEvent({
    id: `event-${sequence}`,
    sequence,
    startedAt: `2026-11-22T10:${minute}:00.000Z`,
    amends,
  });

const ids = (events: { id: string }[]) => events.map(({ id }) => id);

describe('mergeNewer', () => {
  const shown = [at('3', '03'), at('1', '01')];

  it('puts what came later above, in the order of reading', () => {
    expect(ids(mergeNewer(shown, [at('4', '04'), at('5', '05')]))).toEqual([
      'event-5',
      'event-4',
      'event-3',
      'event-1',
    ]);
  });

  it('puts an operation that took long where it began', () => {
    expect(ids(mergeNewer(shown, [at('4', '02')]))).toEqual([
      'event-3',
      'event-4',
      'event-1',
    ]);
  });

  it('shows an operation once, with its last outcome', () => {
    expect(
      ids(
        mergeNewer(shown, [
          at('3', '03'),
          at('4', '01', 'event-1'),
          at('5', '01', 'event-4'),
        ]),
      ),
    ).toEqual(['event-3', 'event-5']);
  });
});
