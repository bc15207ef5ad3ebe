import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from './types';

const DEFAULT_INTERVAL_MS = 5_000;

/**
 * Who is told how the recorder is doing.
 *
 * @public
 */
export interface RecorderListener {
  /** Once when problems have lasted for two looks, with a sentence for each. */
  onImpaired(problems: string[]): void;
  /** Once when they are gone, with those that were there last. */
  onRecovered(problems: string[]): void;
  /**
   * With the events of operations whose process died before they ended. They
   * may not be appended yet.
   */
  onIncomplete?(events: RecordedEvent[]): void;
}

/**
 * Tells when recording becomes impaired and when it has recovered. A problem
 * that is gone at the next look is not told.
 *
 * @returns stops watching
 * @public
 */
export function watchRecorder(
  recorder: Pick<AuditLogRecorder, 'status' | 'takeIncomplete'>,
  listener: RecorderListener,
  intervalMs: number = DEFAULT_INTERVAL_MS,
): () => void {
  let looksWithProblems = 0;
  let isImpaired = false;
  let latest: string[] = [];
  const timer = setInterval(() => {
    const { problems, isAway } = recorder.status();
    looksWithProblems = problems.length > 0 ? looksWithProblems + 1 : 0;
    latest = problems.length > 0 ? problems : latest;
    if (!isImpaired && looksWithProblems >= 2) {
      isImpaired = true;
      listener.onImpaired(problems);
    } else if (isImpaired && looksWithProblems === 0) {
      isImpaired = false;
      listener.onRecovered(latest);
    }
    if (!isAway && listener.onIncomplete) {
      const incomplete = recorder.takeIncomplete();
      if (incomplete.length > 0) {
        listener.onIncomplete(incomplete);
      }
    }
  }, intervalMs).unref();
  return () => clearInterval(timer);
}
