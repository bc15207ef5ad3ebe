import { aSchedule } from '../fixtures';
import { nextLookMs } from './useSchedules';

const now = new Date('2026-11-22T12:00:00.000Z');
const due = (iso: string | null) =>
  aSchedule({ nextDueAt: iso, lastRunStatus: 'succeeded' });

describe('the next look at the list', () => {
  it('is soon after the next run is due', () => {
    const wait = nextLookMs(
      [due('2026-11-22T13:00:00.000Z'), due('2026-11-22T12:01:00.000Z')],
      now,
    );
    expect(wait).toBeGreaterThan(60_000);
    expect(wait).toBeLessThan(90_000);
  });

  it('is soon while a run is under way', () => {
    const running = aSchedule({ nextDueAt: null, lastRunStatus: 'running' });
    expect(nextLookMs([running], now)).toBeLessThan(10_000);
  });

  it('is far away where nothing happens', () => {
    expect(nextLookMs([due(null)], now)).toBeGreaterThan(86_400_000);
  });

  it('does not hurry after what should have begun long ago', () => {
    expect(nextLookMs([due('2026-11-22T11:00:00.000Z')], now)).toBeGreaterThan(
      5_000,
    );
  });
});
