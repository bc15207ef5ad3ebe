import { anIntegration, aView } from '../fixtures';
import { exampleObject, nextRuns } from './previewName';
import { newDraft } from './scheduleDraft';

const now = new Date('2026-11-22T12:00:00.000Z');
const draft = newDraft({
  view: aView({ name: 'Failures' }),
  integration: anIntegration({ destination: 's3://bucket/audit' }),
  timeZone: 'Asia/Tokyo',
});

describe('nextRuns', () => {
  it('are five, in the time zone of the schedule', () => {
    const runs = nextRuns(draft, now);
    expect(runs).toHaveLength(5);
    expect(runs?.[0].toISOString()).toBe('2026-11-22T17:00:00.000Z');
  });

  it.each([
    { cadence: { type: 'hourly', minute: 75 } },
    { cadence: { type: 'hourly', minute: NaN } },
    { cadence: { type: 'weekly', days: [], time: '09:00' } },
    {
      cadence: { type: 'window', everyMinutes: 60, from: '18:00', to: '8:00' },
    },
    { cadence: { type: 'daily', time: '' } },
    { cadence: { type: 'cron', expression: 'whenever' } },
    { timeZone: 'Mars/X' },
  ] as Partial<typeof draft>[])('end for what is never due: %j', change => {
    expect(nextRuns({ ...draft, ...change }, now)).toBeUndefined();
  });
});

describe('exampleObject', () => {
  it('has the day of the next run and goes on after the last export', () => {
    expect(exampleObject(draft, { now, schedule: { exportedTo: '100' } })).toBe(
      's3://bucket/audit/failures/dt=2026-11-23/events-000000000101-000000004811.jsonl.gz',
    );
  });

  it('is none where the destination is not sound', () => {
    expect(
      exampleObject({ ...draft, destination: 's3://b/{nope}' }, { now }),
    ).toBeUndefined();
  });
});
