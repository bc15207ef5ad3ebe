import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { Tick } from '../ticks';
import { OpenPolls } from './OpenPolls';
import { OpenSearches, SEARCH_MS, VISIT_MS } from './OpenSearches';

const CLOSE_POLLS_MS = 60_000;
const CLOSE_POLLS_LIMIT_MS = 60_000;

/** The reads that this process knows to belong together. */
export interface OpenReads {
  searches: OpenSearches;
  visits: OpenSearches;
  polls: OpenPolls;
}

export interface OpenReadsOptions {
  clock: () => Date;
  recorder: Pick<AuditLogRecorder, 'knowledge'>;
}

export function createOpenReads({
  clock,
  recorder,
}: OpenReadsOptions): OpenReads {
  // Reads become events while logging is disabled, too.
  const isRecorded = () => recorder.knowledge?.recording !== 'never';
  return {
    searches: new OpenSearches({ clock, countsMs: SEARCH_MS, isRecorded }),
    visits: new OpenSearches({ clock, countsMs: VISIT_MS, isRecorded }),
    polls: new OpenPolls({ clock, isRecorded }),
  };
}

/** The same, where polls are told of when they are over, and at shutdown. */
export function createSearches(
  options: OpenReadsOptions & {
    recorder: Pick<AuditLogRecorder, 'drain'>;
  },
) {
  const openReads = createOpenReads(options);
  const tick: Tick = {
    name: 'Telling of polls of the audit log that are over',
    intervalMs: CLOSE_POLLS_MS,
    limitMs: CLOSE_POLLS_LIMIT_MS,
    run: () => openReads.polls.close(),
  };
  return {
    openReads,
    ticks: [tick],
    async stop(): Promise<void> {
      await openReads.polls.close({ everyOne: true });
      // One that is under way may not append what has just been told.
      await options.recorder.drain();
      await options.recorder.drain();
    },
  };
}
