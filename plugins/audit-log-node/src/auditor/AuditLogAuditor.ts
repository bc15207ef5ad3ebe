import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  AuditorServiceEvent,
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Actor, RecordedEvent } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import {
  CallerLeftError,
  hasCallerLeft,
  isAbort,
  isCallerLeft,
} from '../callerLeft';
import {
  AuditedRequest,
  actorOfRequest,
  beginEvent,
  clientOf,
  endEvent,
  memberOf,
  readableMeta,
  requestFactsOf,
  unreadableMeta,
} from '../envelope';
import { MetaCleaners } from '../metaCleaners';
import { AuditLogRecorder, RecordedOperation } from '../recorder';
import { noteAudited } from '../requestContext';
import { ResolverRegistry } from '../resolvers';
import { lineError, LogLines, RequestedBy } from './LogLines';

const OWN_PLUGIN = 'audit-log';

/** Survives several copies of this package in one process. */
const brand = Symbol.for('backstage-plugin-audit-log.auditor');

/** What an {@link AuditLogAuditor} is made of. */
export interface AuditLogAuditorOptions {
  plugin: string;
  instance: string;
  auth: AuthService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  /** Undefined where no plugin's meta needs cleaning. */
  cleaners?: MetaCleaners;
  recorder: AuditLogRecorder;
  resolvers: ResolverRegistry;
  /** Undefined where no lines are to be written. */
  logLines: LogLines | undefined;
  /** Epoch milliseconds. */
  now?: () => number;
}

/** An operation of which the recorder has taken note. */
interface Noted {
  begun: RecordedEvent;
  operation: RecordedOperation;
}

/** What is known of an operation from its beginning. */
interface Asked {
  created: AuditorServiceCreateEventOptions;
  by: RequestedBy;
  actor: Actor;
}

type Outcome = 'succeeded' | 'failed';

interface Ending {
  outcome: Outcome | 'unknown';
  meta: JsonObject | undefined;
  error: unknown;
}

const unrecorded: AuditorServiceEvent = {
  success: async () => {},
  fail: async () => {},
};

/** The auditor of one plugin: hands every operation to the recorder. */
export class AuditLogAuditor implements AuditorService {
  readonly [brand] = true;
  readonly #options: AuditLogAuditorOptions;
  readonly #now: () => number;
  readonly #self: Actor;

  static create(options: AuditLogAuditorOptions) {
    return new AuditLogAuditor(options);
  }

  private constructor(options: AuditLogAuditorOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#self = { type: 'service', ref: `plugin:${options.plugin}` };
  }

  async createEvent(
    options: AuditorServiceCreateEventOptions,
  ): Promise<AuditorServiceEvent> {
    if (!this.#options.logLines && !this.#isRecorded()) {
      return unrecorded;
    }
    const startedAt = this.#now();
    const created = await this.#read(options);
    const actor = await this.#actorOf(created);
    const by = this.#requestedBy(created);
    const asked = { created, by, actor };
    this.#writeLine(asked, 'initiated', created.meta);
    noteAudited();
    const noted = this.#isRecorded()
      ? await this.#begin(asked, startedAt)
      : undefined;

    const end = async (outcome: Outcome, given: object = {}) => {
      const ending: Ending = {
        ...endOf(outcome, memberOf(given, 'error'), created.request),
        meta: await this.#clean(memberOf(given, 'meta')),
      };
      const meta = { ...created.meta, ...ending.meta };
      this.#writeLine(asked, outcome, meta, ending.error);
      if (noted) {
        await this.#end(noted, ending);
      }
    };
    return {
      success: ended => end('succeeded', ended),
      fail: ended => end('failed', ended),
    };
  }

  /** What was passed, read once: whatever of it throws costs only itself. */
  async #read(
    options: AuditorServiceCreateEventOptions,
  ): Promise<AuditorServiceCreateEventOptions> {
    const read = (key: keyof AuditorServiceCreateEventOptions) =>
      memberOf(options, key);
    return {
      eventId: read('eventId') as string,
      severityLevel: read(
        'severityLevel',
      ) as AuditorServiceCreateEventOptions['severityLevel'],
      request: read('request') as AuditorServiceCreateEventOptions['request'],
      meta: await this.#clean(read('meta')),
    };
  }

  async #clean(given: unknown): Promise<JsonObject | undefined> {
    const { cleaners, plugin } = this.#options;
    const meta = readableMeta(given);
    // A cleaner is somebody else's, and so is what it returns.
    return cleaners ? readableMeta(await cleaners.clean(plugin, meta)) : meta;
  }

  /**
   * The audit log's own operations are followed even while recording is off,
   * because one of them may switch it on.
   */
  #isRecorded(): boolean {
    const { recorder, plugin } = this.#options;
    return recorder.recording !== 'off' || plugin === OWN_PLUGIN;
  }

  /** Read once: the event has it, and so have the log lines. */
  #requestedBy(created: AuditorServiceCreateEventOptions): RequestedBy {
    try {
      const request = created.request as AuditedRequest | undefined;
      return { client: clientOf(request), request: requestFactsOf(request) };
    } catch (error) {
      this.#options.logger.error(
        'Could not read all of an audit event',
        lineError(error),
      );
      return { client: null, request: null };
    }
  }

  async #begin({ created, by, actor }: Asked, now: number): Promise<Noted> {
    const { recorder, resolvers, plugin, instance, logger } = this.#options;
    const known = {
      id: uuidv7(),
      now,
      plugin,
      eventId: created.eventId,
      severity: created.severityLevel,
      actor,
      instance,
      resolvers,
    };
    let begun: RecordedEvent;
    try {
      begun = beginEvent({ ...known, ...by, meta: created.meta });
    } catch (error) {
      logger.error('Could not read all of an audit event', lineError(error));
      begun = beginEvent({ ...known, ...by, meta: unreadableMeta() });
    }
    // May reject: a rule with strict durability refuses the operation.
    return { begun, operation: await recorder.begin(begun) };
  }

  async #end({ begun, operation }: Noted, ending: Ending): Promise<void> {
    try {
      await operation.end(
        endEvent(begun, {
          now: this.#now(),
          outcome: ending.outcome,
          meta: ending.meta,
          error: ending.error,
          resolvers: this.#options.resolvers,
        }),
      );
    } catch (error) {
      this.#options.logger.error(
        'Could not record an audit event',
        lineError(error),
      );
    }
  }

  /** Whoever can't be told is anonymous: auditing never fails a request. */
  async #actorOf({ request }: AuditorServiceCreateEventOptions) {
    if (!request) {
      return this.#self;
    }
    return actorOfRequest(request, this.#options);
  }

  #writeLine(
    asked: Asked,
    status: 'initiated' | 'succeeded' | 'failed',
    meta: JsonObject | undefined,
    error?: unknown,
  ): void {
    try {
      this.#options.logLines?.write({ ...asked, status, meta, error });
    } catch (cause) {
      this.#options.logger.error(
        'Could not write a line of the auditor',
        lineError(cause),
      );
    }
  }
}

/**
 * A caller who hung up tells nothing about what came of their request: where
 * it only stopped because of that, the outcome is unknown.
 */
function endOf(
  outcome: Outcome,
  error: unknown,
  request: unknown,
): Pick<Ending, 'outcome' | 'error'> {
  if (outcome === 'failed') {
    if (isCallerLeft(error)) {
      return { outcome: 'unknown', error };
    }
    if (isAbort(error) && hasCallerLeft(request)) {
      return { outcome: 'unknown', error: new CallerLeftError(error) };
    }
  }
  return { outcome, error };
}

/**
 * Whether an auditor hands its events to the audit log. False where another
 * override of `coreServices.auditor` has taken its place.
 *
 * @public
 */
export function isAuditLogAuditor(auditor: AuditorService): boolean {
  return (auditor as Partial<AuditLogAuditor>)[brand] === true;
}
