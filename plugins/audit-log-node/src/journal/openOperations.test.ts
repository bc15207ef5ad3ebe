import { begunOf, eventOf } from '../tests/recordedEvents';
import { JournalLine } from './lines';
import { LeftOpen } from './openOperations';

const [open, ended, strict] = [begunOf(), begunOf(), begunOf()];

const lines: JournalLine[] = [
  { b: open },
  { b: ended },
  { b: strict },
  { b: strict, n: 'next' },
  { e: strict },
  { e: eventOf({ id: ended.id }) },
];

function foundIn(left: LeftOpen<number>) {
  return left
    .events()
    .map(({ event }) => [event.id, event.outcome, event.amends])
    .sort();
}

describe('LeftOpen', () => {
  it.each([
    ['as they were written', lines],
    ['the other way round', [...lines].reverse()],
    ['from the middle on', [...lines.slice(3), ...lines.slice(0, 3)]],
  ])('finds what was open, with lines %s', (_, order) => {
    const left = new LeftOpen<number>();
    order.forEach((line, place) => left.add(line, place));
    expect(foundIn(left)).toEqual(
      [
        [open.id, 'unknown', null],
        ['next', 'unknown', strict.id],
      ].sort(),
    );
  });
});
