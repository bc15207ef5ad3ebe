import {
  CompleteTo,
  RecordedEvent,
  RecorderStatus,
  Rule,
  Severity,
} from 'backstage-plugin-audit-log-common';

export type { RecorderStatus };

/**
 * What became of a batch.
 *
 * @public
 */
export interface AppendResult {
  /** Events that this call gave a sequence. */
  appended: number;
  /** Events that were in the log already, known by their id. */
  duplicates: number;
  completeTo: CompleteTo;
}

/**
 * Where the recorder delivers events: a store in this process, or a remote
 * audit log.
 *
 * @remarks
 * `append` resolving MUST mean that every event of the batch is committed,
 * exactly once by id, however often it is sent. Rejecting means that none is
 * promised. A sink MUST NOT change events and MUST NOT drop any. Where it can
 * never take some of them it SHOULD reject with an {@link EventsRefusedError},
 * having appended none.
 *
 * @public
 */
export interface EventSink {
  /**
   * The random id that the log keeps in its database, where the sink knows it:
   * what another log left in the journal is never appended to this one.
   */
  readonly logId?: string;
  append(
    events: RecordedEvent[],
    circumstances?: AppendCircumstances,
  ): Promise<AppendResult>;
}

/**
 * What is known beside events.
 *
 * @public
 */
export interface AppendCircumstances {
  /**
   * For each event the period of recording in which it is known to have
   * happened, from its begin on; undefined where only its times tell.
   */
  periods: readonly (string | undefined)[];
}

/**
 * How durable an event is once the auditor call that ended it has resolved.
 *
 * @remarks
 * `journal`: in the local journal. `commit`: committed by the sink, or in the
 * journal while the sink is away. `strict`: `createEvent` itself resolves only
 * after the begin is durable, and rejects where it can't be.
 *
 * @public
 */
export type Durability = 'journal' | 'commit' | 'strict';

/**
 * Whether events are stored. `unknown` until the audit log has read its
 * settings: events are held until then.
 *
 * @public
 */
export type RecordingState = 'unknown' | 'on' | 'off';

/**
 * What a recorder has to know of the portal before it can decide about an
 * event.
 *
 * @public
 */
export interface RecordingKnowledge {
  /**
   * `on`: everything is recorded that rules keep. `off`: audit logging was
   * disabled; events of the category AUDIT_LOG alone are recorded. `never`: it
   * was never enabled, or there is no log, so nothing at all is stored.
   */
  recording: 'on' | 'off' | 'never';
  /**
   * The portal's own rules, which come before the defaults of this process.
   * Undefined where nothing is known of them: those in force stay.
   */
  rules?: readonly Rule[];
  /** Another one wherever the rest is another one, for who compares answers. */
  version?: string;
  /**
   * Names the period of recording, from one enabling to the next disabling.
   * Undefined where nothing is recorded, or no name of it is known.
   */
  period?: string;
}

/**
 * An event that the sink refuses.
 *
 * @public
 */
export interface QuarantinedEvent {
  id: string;
  /**
   * What names the event: where it lies in a file, `client`, `request` and
   * `meta` are left out. Null where its file can't be read.
   */
  event: RecordedEvent | null;
  /** What the sink said. */
  reason: string;
  /** ISO 8601. */
  since: string;
}

/**
 * An operation that the recorder follows until it ends.
 *
 * @public
 */
export interface RecordedOperation {
  /**
   * Takes an outcome of the operation, as a complete event with the id of the
   * begin. A failure is final; a success can still be followed by a failure,
   * which is then recorded as an amending event. Anything else is ignored.
   *
   * @remarks
   * Resolves as {@link AuditLogRecorder.record} does, and never rejects.
   */
  end(ended: RecordedEvent): Promise<void>;
}

/**
 * The process-wide object that takes events from all plugins.
 *
 * @public
 */
export interface AuditLogRecorder {
  /** Names this process in its events. */
  readonly instance: string;
  /**
   * Whether events are stored at present; `off` also where audit logging was
   * never enabled.
   */
  readonly recording: RecordingState;
  /**
   * What was learned last in this process. Undefined before, although what the
   * process before it knew may be in force.
   */
  readonly knowledge: RecordingKnowledge | undefined;
  /**
   * Takes note that an operation began. `begun` is complete but for its end:
   * its outcome is `pending` and it has no `endedAt`.
   *
   * @remarks
   * An operation that is still open after 30 seconds is recorded as `pending`,
   * one whose process died as `unknown`. Rejects only where a rule asks for
   * `strict` durability that can't be had: the caller must then not act.
   */
  begin(begun: RecordedEvent): Promise<RecordedOperation>;
  /**
   * Takes one event. Resolving MUST mean that it is as durable as `durability`
   * says. MUST NOT reject for another reason than `strict` durability that
   * can't be had.
   */
  record(event: RecordedEvent, durability?: Durability): Promise<void>;
  /** Gives the recorder its sink; a recorder has one sink at a time. */
  attach(sink: EventSink): void;
  /**
   * Tells the recorder what the portal says at present: the state of audit
   * logging and the rules. May be told the same again and again.
   */
  learn(knowledge: RecordingKnowledge): void;
  /** Resolves when everything taken so far is appended. */
  flush(): Promise<void>;
  /** Events put aside, oldest first. */
  quarantined(): QuarantinedEvent[];
  /**
   * Has every event in quarantine tried again; returns how many. Each stays
   * there until it is durable elsewhere.
   */
  redrive(): Promise<number>;
  /** Throws events in quarantine away for good; returns those it had. */
  discard(ids: string[]): Promise<QuarantinedEvent[]>;
  /**
   * Operations whose process died before they ended, since this was called
   * last: the events that say so, at most the latest 1,000. Each was taken by
   * the recorder already.
   */
  takeIncomplete(): RecordedEvent[];
  /**
   * Before the process ends: waits a little for open operations, records those
   * that don't end as `unknown`, and appends what it holds. Never rejects, and
   * gives up in time; the journal keeps what could not be appended.
   */
  drain(): Promise<void>;
  status(): RecorderStatus;
}

/**
 * Durability of an event by its severity, where no rule says otherwise.
 *
 * @public
 */
export type DurabilityBySeverity = Record<Severity, Durability>;
