import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { RuleBook } from '../rules';
import {
  AuditLogRecorder,
  Durability,
  EventSink,
  QuarantinedEvent,
  RecordedOperation,
  RecorderStatus,
  RecordingState,
} from './types';

/**
 * A recorder under rules: what they drop doesn't reach the one inside, and
 * the rest does in the detail that they allow.
 *
 * @remarks
 * Once one event of an operation is in the log, the ones after it are too,
 * whatever the rules say: else it would show an outcome that no longer stands.
 */
export class RuledRecorder implements AuditLogRecorder {
  readonly #recorder: AuditLogRecorder;
  readonly #rules: RuleBook;

  constructor(options: { recorder: AuditLogRecorder; rules: RuleBook }) {
    this.#recorder = options.recorder;
    this.#rules = options.rules;
  }

  get instance(): string {
    return this.#recorder.instance;
  }

  get recording(): RecordingState {
    return this.#recorder.recording;
  }

  async begin(begun: RecordedEvent): Promise<RecordedOperation> {
    const operation = this.#rules.drops(begun)
      ? this.#unfollowed()
      : await this.#recorder.begin(this.#rules.reduce(begun));
    let isFailureDropped = false;
    return {
      end: async ended => {
        if (isFailureDropped) {
          return;
        }
        const kept = this.#rules.apply(ended);
        if (kept) {
          await operation.end(kept);
        } else if (operation.discard()) {
          // A failure is final, also one that nobody wanted to see.
          isFailureDropped = ended.outcome === 'failed';
        } else {
          await operation.end(this.#rules.reduce(ended));
        }
      },
      discard: () => operation.discard(),
    };
  }

  async record(event: RecordedEvent, durability?: Durability): Promise<void> {
    const kept = this.#rules.apply(event);
    if (kept) {
      await this.#recorder.record(kept, durability);
    }
  }

  attach(sink: EventSink): void {
    this.#recorder.attach(sink);
  }

  setRecording(state: Exclude<RecordingState, 'unknown'>): void {
    this.#recorder.setRecording(state);
  }

  flush(): Promise<void> {
    return this.#recorder.flush();
  }

  drain(): Promise<void> {
    return this.#recorder.drain();
  }

  quarantined(): QuarantinedEvent[] {
    return this.#recorder.quarantined();
  }

  redrive(): Promise<number> {
    return this.#recorder.redrive();
  }

  status(): RecorderStatus {
    return this.#recorder.status();
  }

  /** An operation that is only recorded should it end as the rules want. */
  #unfollowed(): RecordedOperation {
    let followed: Promise<RecordedOperation> | undefined;
    return {
      end: async ended => {
        followed ??= this.#recorder.begin({
          ...ended,
          endedAt: null,
          durationMs: null,
          outcome: 'pending',
          error: null,
        });
        await (await followed).end(ended);
      },
      discard: () => followed === undefined,
    };
  }
}
