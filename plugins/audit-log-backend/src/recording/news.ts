import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/** What people should know about the recording of events. */
export type RecordingNews =
  | {
      kind: 'impaired';
      /** Names the process. */
      instance: string;
      /** A sentence for each. */
      problems: string[];
    }
  | {
      kind: 'recovered';
      instance: string;
      /** Those that it had last. */
      problems: string[];
      /** ISO 8601. */
      since: string;
    }
  | {
      kind: 'incomplete';
      /** Operations that began and never ended, oldest first. */
      operations: RecordedEvent[];
    };
