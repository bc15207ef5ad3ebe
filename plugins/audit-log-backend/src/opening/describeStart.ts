import { Config } from '@backstage/config';
import {
  databaseOf,
  describeDatabase,
  HttpCaptureState,
  readRecordingConfig,
} from 'backstage-plugin-audit-log-node';
import { AuditLogConfig } from '../config';
import { outlives, Place, placeOf, systemFacts } from './placeOf';

/** What the log says once when the audit log has been opened. */
export interface StartLine {
  line: string;
  warnings: string[];
}

/**
 * One line for the operator: what state the log is in, where it and its
 * journal are, who decides on access, and whether requests are captured.
 *
 * @param options.httpCapture - as it is, whatever is configured
 */
export function describeStart(options: {
  state: string;
  config: AuditLogConfig;
  rootConfig: Config;
  httpCapture: HttpCaptureState;
  system?: { mounts: string | undefined; inContainer: boolean };
}): StartLine {
  const { state, config, rootConfig, httpCapture } = options;
  const { journal, isVolatile } = readRecordingConfig(rootConfig);
  const place: Place | undefined =
    journal &&
    placeOf({ ...(options.system ?? systemFacts()), folder: journal.folder });
  const where = journal
    ? `journal: ${journal.folder} (${outlives[place!]})`
    : 'journal: none';
  const warnings: string[] = [];
  if (place === 'container' || place === 'memory') {
    warnings.push(
      `The journal of the audit log is in '${journal!.folder}', ${
        outlives[place]
      }: set 'auditLog.recording.journal.folder' to a folder on a volume`,
    );
  }
  if (!journal && !isVolatile) {
    warnings.push(
      "Configuration key 'auditLog.recording.journal.enabled' is false: events that the database has not taken yet are lost when the process dies",
    );
  }
  return {
    line: `The audit log is ${state}; database: ${describeDatabase(
      databaseOf(rootConfig, 'audit-log'),
    )}; ${where}; access: ${accessText(config)}; HTTP capture: ${httpCapture}`,
    warnings,
  };
}

function accessText({ accessMode, admins }: AuditLogConfig): string {
  return accessMode === 'policy'
    ? 'the permission policy decides'
    : `${admins.length === 0 ? 'nobody is an Admin' : admins.join(', ')}`;
}
