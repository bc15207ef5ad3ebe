import { Status } from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { SettingsStore } from '../settings';
import { EventStore } from '../store';

/** Said in the log at start, and on `/status`. */
export const INACTIVE_AUDITOR_PROBLEM =
  "Another override of 'core.auditor' is active, so the operations of plugins are not recorded: remove it from the backend";

export interface StatusOptions {
  settings: SettingsStore;
  recorder: AuditLogRecorder;
  store: EventStore;
  /** Names the processes that recorded lately. */
  replicas: () => Promise<string[]>;
  auditorActive: boolean;
  trustsProxy: boolean;
}

/** Whether everything that happens is being recorded, and if not, why. */
export async function readStatus(options: StatusOptions): Promise<Status> {
  const { settings, recorder, store, auditorActive, trustsProxy } = options;
  const [{ state }, completeTo, replicas] = await Promise.all([
    settings.read(),
    store.completeTo(),
    options.replicas(),
  ]);
  const recorderStatus = recorder.status();
  const problems = [
    ...(auditorActive ? [] : [INACTIVE_AUDITOR_PROBLEM]),
    ...recorderStatus.problems,
  ];
  return {
    state,
    health: problems.length === 0 ? 'ok' : 'impaired',
    problems,
    auditorActive,
    trustsProxy,
    completeTo,
    replicas,
    recorder: { ...recorderStatus },
  };
}
