import fc from 'fast-check';
import { planRange } from './windows';

const never = async () => {
  throw new Error('not asked for');
};

const plan = (exportedTo: number, head: number, max: number) =>
  planRange({
    coverage: { mode: 'incremental' },
    exportedTo: String(exportedTo),
    head: String(head),
    dueAt: new Date(0),
    maxSequences: BigInt(max),
    firstSince: never,
  });

describe('incremental ranges', () => {
  it('cover every sequence once, whatever arrives between them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 25 }),
        async (arrivals, max) => {
          const covered: number[] = [];
          let head = 0;
          let exportedTo = 0;
          for (const count of [...arrivals, 0]) {
            head += count;
            for (
              let next = await plan(exportedTo, head, max);
              next;
              next = await plan(exportedTo, head, max)
            ) {
              const [from, to] = [next.fromSequence, next.toSequence].map(
                Number,
              );
              expect(to - from).toBeLessThan(max);
              for (let each = from; each <= to; each++) {
                covered.push(each);
              }
              exportedTo = to;
              expect(next.more).toBe(to < head);
            }
          }
          expect(covered).toEqual(
            Array.from({ length: head }, (_, index) => index + 1),
          );
        },
      ),
    );
  });

  it('keep their places beyond what a double can hold', async () => {
    await expect(
      planRange({
        coverage: { mode: 'incremental' },
        exportedTo: '9007199254740993',
        head: '9007199254740995',
        dueAt: new Date(0),
        maxSequences: 10n,
        firstSince: never,
      }),
    ).resolves.toEqual({
      fromSequence: '9007199254740994',
      toSequence: '9007199254740995',
      more: false,
    });
  });
});

describe('full ranges', () => {
  it('begin at the first sequence each time', async () => {
    await expect(
      planRange({
        coverage: { mode: 'full' },
        exportedTo: '0',
        head: '50',
        dueAt: new Date(0),
        maxSequences: 10n,
        firstSince: never,
      }),
    ).resolves.toEqual({ fromSequence: '1', toSequence: '50', more: false });
  });
});

describe('windows', () => {
  it('that follow each other leave no gap and do not overlap', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3_600_000 * 3 }), { maxLength: 40 }),
        async steps => {
          const start = Date.UTC(2026, 0, 1);
          let at = start;
          const recorded = steps.map(step => (at += step));
          const firstSince = async (instant: Date) => {
            const index = recorded.findIndex(each => each >= instant.getTime());
            return String((index < 0 ? recorded.length : index) + 1);
          };
          const covered: number[] = [];
          for (let hour = 2; start + (hour - 2) * 3_600_000 <= at; hour += 2) {
            const range = await planRange({
              coverage: { mode: 'window', hours: 2 },
              exportedTo: '0',
              head: String(recorded.length),
              dueAt: new Date(start + hour * 3_600_000),
              maxSequences: 1n,
              firstSince,
            });
            for (
              let each = Number(range!.fromSequence);
              each <= Number(range!.toSequence);
              each++
            ) {
              covered.push(each);
            }
          }
          expect(covered).toEqual(recorded.map((_, index) => index + 1));
        },
      ),
    );
  });
});
