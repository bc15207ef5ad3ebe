import { AuditorService } from '@backstage/backend-plugin-api';
import { ownEvents } from 'backstage-plugin-audit-log-common';
import { ExportNews } from './types';

/** Makes the end of an attempt an event of the log. */
export async function recordRun(
  auditor: AuditorService,
  { schedule, run }: ExportNews,
): Promise<void> {
  const event = await auditor.createEvent({
    eventId: 'export-run',
    severityLevel: ownEvents['export-run'].severity,
    meta: {
      actionType: 'export',
      scheduleId: schedule.id,
      schedule: schedule.name,
      owner: schedule.owner,
      runId: run.id,
      run: run.number,
      attempt: run.attempt,
      requestedBy: run.requestedBy,
      // Names the person behind it, as other events do.
      ...(run.requestedBy?.startsWith('user:') && {
        userEntityRef: run.requestedBy,
      }),
      fromSequence: run.fromSequence,
      toSequence: run.toSequence,
      destination: run.destination,
      rows: run.rows,
      sha256: run.sha256,
      scheduleStatus: schedule.status,
    },
  });
  await (run.status === 'failed'
    ? event.fail({ error: new Error(run.error ?? 'The export failed') })
    : event.success());
}
