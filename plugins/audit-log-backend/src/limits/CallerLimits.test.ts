import fc from 'fast-check';
import { LimitedUse } from 'backstage-plugin-audit-log-common';
import { CallerLimits } from './CallerLimits';
import { TooManyAtOnceError } from './TooManyAtOnceError';

const most = { read: 3, liveTail: 2, download: 1 };
const uses = Object.keys(most) as LimitedUse[];
const callers = ['user:default/ada', 'user:default/eva', 'external:siem'];

/** What is done next: one more begins, or one that was begun ends (again). */
const step = fc.record({
  ends: fc.boolean(),
  use: fc.constantFrom(...uses),
  caller: fc.constantFrom(...callers),
  which: fc.nat(),
});

/** Undefined where it is refused. */
function taken(limits: CallerLimits, use: LimitedUse, caller: string) {
  try {
    return limits.take(use, caller);
  } catch (error) {
    if (error instanceof TooManyAtOnceError) {
      return undefined;
    }
    throw error;
  }
}

describe('CallerLimits', () => {
  it('lets each caller have so many of each use, in any order of ends', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), steps => {
        const limits = new CallerLimits(most);
        const begun: { key: string; end: () => void; isEnded: boolean }[] = [];
        const surprises: string[] = [];
        const running = (key: string) =>
          begun.filter(one => one.key === key && !one.isEnded).length;
        for (const { ends, use, caller, which } of steps) {
          const key = `${use} ${caller}`;
          if (ends && begun.length > 0) {
            const one = begun[which % begun.length];
            // Also one that has ended before, which changes nothing.
            one.end();
            one.isEnded = true;
          } else {
            const hasRoom = running(key) < most[use];
            const end = taken(limits, use, caller);
            surprises.push(...((end !== undefined) === hasRoom ? [] : [key]));
            if (end) {
              begun.push({ key, end, isEnded: false });
            }
          }
        }
        expect(surprises).toEqual([]);
        // Nothing sticks: when all have ended, each may have all again.
        begun.forEach(({ end }) => end());
        for (const use of uses) {
          for (const caller of callers) {
            for (let count = 0; count < most[use]; count++) {
              limits.take(use, caller);
            }
            expect(() => limits.take(use, caller)).toThrow(TooManyAtOnceError);
          }
        }
      }),
    );
  });

  it('ends with the work, however that ends', async () => {
    const limits = new CallerLimits({ ...most, read: 1 });
    const read = (work: () => Promise<string>) =>
      limits.within('read', 'user:default/ada', work);
    const problem = new Error('It broke');
    await expect(read(async () => 'done')).resolves.toBe('done');
    await expect(read(() => Promise.reject(problem))).rejects.toBe(problem);
    await expect(
      read(() => {
        throw problem;
      }),
    ).rejects.toBe(problem);
    await expect(
      read(() => read(async () => 'one more')),
    ).rejects.toMatchObject({
      name: 'TooManyAtOnceError',
      statusCode: 429,
      retryAfterSeconds: 1,
      message:
        "You have 1 reads of the audit log at once, and more are not answered ('auditLog.query.perCaller.reads' is 1): try again when one has ended",
    });
    await expect(read(async () => 'done')).resolves.toBe('done');
  });
});
