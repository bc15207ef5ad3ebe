import { Status } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  HttpCapturePresence,
} from 'backstage-plugin-audit-log-node';
import { Replicas } from '../recording';
import { SettingsStore } from '../settings';
import { EventStore } from '../store';

/** Said in the log at start, and on `/status`. */
export const INACTIVE_AUDITOR_PROBLEM =
  "Another override of 'core.auditor' is active, so the operations of plugins are not recorded: remove it from the backend";

export interface StatusOptions {
  settings: SettingsStore;
  recorder: AuditLogRecorder;
  store: EventStore;
  replicas: Pick<Replicas, 'summary'>;
  /** Names the processes that recorded lately. */
  seen: () => Promise<string[]>;
  auditorActive: boolean;
  httpCapture: HttpCapturePresence;
  /** What doesn't work since the start. */
  startProblems?: () => string[];
  /** What all replicas know not to work, if it doesn't. */
  sharedProblems?: (() => Promise<string | undefined>)[];
  trustsProxy: boolean;
}

/** Whether everything that happens is being recorded, and if not, why. */
export async function readStatus(options: StatusOptions): Promise<Status> {
  const { settings, recorder, store, auditorActive, trustsProxy } = options;
  const [{ state }, completeTo, replicas, seen, shared] = await Promise.all([
    settings.read(),
    store.completeTo(),
    options.replicas.summary(),
    options.seen(),
    Promise.all((options.sharedProblems ?? []).map(find => find())),
  ]);
  const recorderStatus = recorder.status();
  const problems = [
    ...(auditorActive ? [] : [INACTIVE_AUDITOR_PROBLEM]),
    ...(options.httpCapture.problem ? [options.httpCapture.problem] : []),
    ...(options.startProblems?.() ?? []),
    ...shared.filter(problem => problem !== undefined),
    ...recorderStatus.problems,
    ...replicas.problems,
  ];
  return {
    state,
    health: problems.length === 0 ? 'ok' : 'impaired',
    problems,
    auditorActive,
    trustsProxy,
    completeTo,
    replicas: [...new Set([...replicas.instances, ...seen])].sort(),
    quarantined: replicas.quarantined,
    recorder: { ...recorderStatus },
  };
}
