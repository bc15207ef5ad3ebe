import { FakeExports, aRun, aSchedule, manyEvents } from '../src/fixtures';

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
const denied =
  'AccessDenied: User: arn:aws:sts::123456789012:assumed-role/audit is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::acme-audit/backstage/sign-ins/weekly.csv"';

/** Schedules in every state, for trying the screens out. */
export function fakeExports(): FakeExports {
  const exports = new FakeExports();
  const fake = sessionStorage.getItem('fake') ?? 'full';
  exports.previewRows = manyEvents(5, new Date());
  if (fake === 'empty') {
    return exports;
  }
  const id = (n: number) => `01928f3c-0000-7000-b000-00000000000${n}`;
  exports.schedules = [
    aSchedule({ nextDueAt: at(9), lastRunAt: at(-15), lastSuccessAt: at(-15) }),
    aSchedule({
      id: id(2),
      name: 'Sign-ins per week',
      owner: 'group:default/security',
      viewId: '01928f3c-0000-7000-9000-000000000002',
      destination: 's3://acme-audit/backstage/sign-ins/{run}.csv',
      output: {
        format: 'csv',
        compression: 'none',
        formulaGuard: true,
        columns: null,
      },
      cadence: { type: 'weekly', days: [1, 4], time: '09:00' },
      status: 'suspended',
      statusReason: 'Suspended after 11 failures in a row',
      failuresInARow: 11,
      lastRunStatus: 'failed',
      lastRunAt: at(-2),
      lastError: denied,
      nextDueAt: null,
    }),
    aSchedule({
      id: id(3),
      name: 'Everything into the lake',
      owner: 'user:default/grace',
      viewId: null,
      integration: 'minio',
      destination: 's3://audit/dt={date}/part-{from}-{to}.parquet',
      output: {
        format: 'parquet',
        compression: 'zstd',
        formulaGuard: false,
        columns: null,
      },
      cadence: { type: 'hourly', minute: 5 },
      timeZone: 'UTC',
      lastRunStatus: 'running',
      lastRunAt: at(-0.01),
      nextDueAt: at(0.7),
    }),
    aSchedule({
      id: id(4),
      name: 'Changes of permissions during office hours',
      status: 'paused',
      statusReason: 'Paused by user:default/ada',
      cadence: {
        type: 'window',
        days: [1, 2, 3, 4, 5],
        everyMinutes: 120,
        from: '08:00',
        to: '18:00',
      },
      lastRunStatus: null,
      lastRunAt: null,
      lastSuccessAt: null,
      nextDueAt: null,
    }),
  ];
  exports.runs = [
    aRun({
      id: '01928f3c-0000-7000-c000-000000000004',
      scheduleId: id(3),
      number: 8,
      status: 'running',
      fromSequence: '880001',
      toSequence: '990000',
      reachedSequence: '921000',
      rows: 41_000,
      bytes: 5_120_000,
      sha256: null,
      startedAt: at(-0.01),
      finishedAt: null,
    }),
    aRun({
      id: '01928f3c-0000-7000-c000-000000000003',
      number: 3,
      trigger: 'manual',
      requestedBy: 'user:default/ada',
    }),
    aRun({
      id: '01928f3c-0000-7000-c000-000000000002',
      number: 2,
      status: 'skipped',
      rows: 0,
      bytes: 0,
      sha256: null,
    }),
    aRun(),
    aRun({
      id: '01928f3c-0000-7000-c000-000000000005',
      scheduleId: id(2),
      number: 12,
      status: 'failed',
      attempt: 11,
      error: denied,
      errorKind: 'denied',
      rows: 0,
      bytes: 0,
      sha256: null,
      startedAt: at(-2),
      finishedAt: at(-1.999),
    }),
  ];
  setInterval(() => {
    for (const run of exports.runs) {
      if (run.status === 'queued') {
        exports.changeRun(run.id, {
          status: 'running',
          startedAt: new Date().toISOString(),
        });
      } else if (run.status === 'running') {
        const reached = BigInt(run.reachedSequence) + 2500n;
        const isDone = reached >= BigInt(run.toSequence);
        exports.changeRun(run.id, {
          reachedSequence: isDone ? run.toSequence : String(reached),
          rows: run.rows + 2500,
          bytes: run.bytes + 310_000,
          ...(isDone && {
            status: 'succeeded',
            sha256: 'cd'.repeat(32),
            finishedAt: new Date().toISOString(),
          }),
        });
      }
    }
  }, 1_500);
  return exports;
}
