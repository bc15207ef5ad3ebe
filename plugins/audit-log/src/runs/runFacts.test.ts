import { aRun } from '../fixtures';
import { durationMs, formatBytes, progressOf } from './runFacts';

describe('progressOf', () => {
  const running = { status: 'running', fromSequence: '101', toSequence: '200' };
  it.each([
    ['100', 0],
    ['150', 0.5],
    ['200', 1],
  ])('at %s is %d', (reachedSequence, expected) => {
    expect(progressOf(aRun({ ...running, reachedSequence } as object))).toBe(
      expected,
    );
  });

  it('is all for a run that succeeded with an empty range', () => {
    expect(progressOf(aRun({ fromSequence: '5', toSequence: '4' }))).toBe(1);
  });

  it('is nothing for an empty range that still runs', () => {
    const run = aRun({ ...running, toSequence: '100' } as object);
    expect(progressOf(run)).toBe(0);
  });
});

describe('durationMs', () => {
  const now = new Date('2026-11-22T12:00:00.000Z');
  it('counts a run that is under way up to now', () => {
    const run = aRun({
      status: 'running',
      startedAt: '2026-11-22T11:59:58.000Z',
      finishedAt: null,
    });
    expect(durationMs(run, now)).toBe(2_000);
  });

  it('knows none before it began', () => {
    const run = aRun({ status: 'queued', startedAt: null, finishedAt: null });
    expect(durationMs(run, now)).toBeUndefined();
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_500, '1.5 kB'],
    [48_211, '48.2 kB'],
    [310_000_000, '310 MB'],
    [7_200_000_000_000, '7.2 TB'],
  ])('%i is %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en-US')).toBe(text);
  });
});
