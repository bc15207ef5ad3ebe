import { retentionPlan } from './retentionPlan';

describe('retentionPlan', () => {
  const now = new Date('2026-11-22T10:00:00.000Z');
  const settings = {
    retentionDays: 3,
    retentionRules: [{ categories: ['AI'], days: 2 }],
  };

  it.each([
    ['days', 86_400_000, '2026-11-20T10:00:00.000Z'],
    ['minutes, to try it', 60_000, '2026-11-22T09:58:00.000Z'],
  ])('counts in %s', (_, dayMs, before) => {
    const { startedBefore } = retentionPlan(settings, now, dayMs);
    expect(new Date(startedBefore).toISOString()).toBe(before);
  });
});
