import {
  ExportManifest,
  exportManifestSchema,
} from 'backstage-plugin-audit-log-common';
import { canonicalJson } from 'backstage-plugin-audit-log-node';
import { StoredRun, StoredSchedule } from './types';
import { WrittenObject } from './writeObject';

/** The bytes of a run's manifest as text: canonical JSON and a line feed. */
export function manifestText(options: {
  run: StoredRun;
  schedule: Pick<StoredSchedule, 'lastManifest'>;
  object: WrittenObject;
  formatVersion: number;
  checkpoint: string | null;
}): string {
  const { run, schedule, object, formatVersion, checkpoint } = options;
  const manifest: ExportManifest = {
    version: 1,
    schedule: { id: run.scheduleId, name: run.spec.scheduleName },
    run: { id: run.id, number: run.number },
    coverage: run.spec.coverage.mode,
    query: run.spec.query,
    fromSequence: run.fromSequence,
    toSequence: run.toSequence,
    firstSequence: object.firstSequence,
    lastSequence: object.lastSequence,
    rows: object.rows,
    dueAt: run.dueAt,
    frozenAt: run.frozenAt,
    object: {
      destination: run.destination,
      bytes: object.bytes,
      sha256: object.sha256,
      format: run.spec.output.format,
      formatVersion,
      compression: run.spec.output.compression,
    },
    previous: schedule.lastManifest,
    checkpoint,
  };
  return `${canonicalJson(exportManifestSchema.parse(manifest))}\n`;
}
