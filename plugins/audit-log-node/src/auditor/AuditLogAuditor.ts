import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  AuditorServiceEvent,
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  Actor,
  Client,
  RecordedEvent,
  RequestFacts,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
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
import { KnownClients } from '../clients';
import { withinLimits } from '../limits';
import { MetaCleaners } from '../metaCleaners';
import { AuditLogRecorder, RecordedOperation } from '../recorder';
import { noteAudited } from '../requestContext';
import { ResolverRegistry } from '../resolvers';
import { RuleBook } from '../rules';
import { Ending, endOf, Outcome } from './ending';
import { lineError, LogLines } from './LogLines';

const OWN_PLUGIN = 'audit-log';

/** Survives several copies of this package in one process. */
const brand = Symbol.for('backstage-plugin-audit-log.auditor');

/** What an {@link AuditLogAuditor} is made of. */
export interface AuditLogAuditorOptions {
  plugin: string;
  instance: string;
  auth: AuthService;
  httpAuth: HttpAuthService;
  clients: Pick<KnownClients, 'holderOf' | 'sawAssistant'>;
  logger: LoggerService;
  /** Undefined where no plugin's meta needs cleaning. */
  cleaners?: MetaCleaners;
  recorder: AuditLogRecorder;
  resolvers: ResolverRegistry;
  /** Those that say what the log shows of an event. */
  rules: Pick<RuleBook, 'shown'>;
  /** Undefined where no lines are to be written. */
  logLines: LogLines | undefined;
  /** Epoch milliseconds. */
  now?: () => number;
}

/** What an event has of its request, if it has one. */
interface RequestedBy {
  client: Client | null;
  request: RequestFacts | null;
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
    const begun = this.#begun(created, { ...by, actor, now: startedAt });
    this.#writeLine(begun, created, 'initiated');
    noteAudited();
    // May reject: a rule with strict durability refuses the operation.
    const operation = this.#isRecorded()
      ? await this.#options.recorder.begin(begun)
      : undefined;

    const end = async (outcome: Outcome, given: object = {}) => {
      const ending: Ending = {
        ...endOf(outcome, memberOf(given, 'error'), created.request),
        meta: await this.#clean(memberOf(given, 'meta')),
      };
      const ended = this.#ended(begun, ending);
      this.#writeLine(ended, created, outcome, ending.error !== undefined);
      await this.#end(operation, ended);
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

  #begun(
    created: AuditorServiceCreateEventOptions,
    known: RequestedBy & { actor: Actor; now: number },
  ): RecordedEvent {
    const { resolvers, plugin, instance } = this.#options;
    const begin = (meta: JsonObject | undefined) =>
      beginEvent({
        id: uuidv7(),
        plugin,
        eventId: created.eventId,
        severity: created.severityLevel,
        instance,
        resolvers,
        ...known,
        meta,
      });
    return this.#readable(begin, created.meta);
  }

  #ended(begun: RecordedEvent, ending: Ending): RecordedEvent {
    const { resolvers } = this.#options;
    const { outcome, error } = ending;
    const now = this.#now();
    return this.#readable(
      meta => endEvent(begun, { now, outcome, meta, error, resolvers }),
      ending.meta,
    );
  }

  /** Makes an event, without its meta where that can't be read. */
  #readable(
    make: (meta: JsonObject | undefined) => RecordedEvent,
    meta: JsonObject | undefined,
  ): RecordedEvent {
    try {
      return make(meta);
    } catch (error) {
      this.#options.logger.error(
        'Could not read all of an audit event',
        lineError(error),
      );
      return make(unreadableMeta());
    }
  }

  async #end(
    operation: RecordedOperation | undefined,
    ended: RecordedEvent,
  ): Promise<void> {
    try {
      await operation?.end(ended);
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
    event: RecordedEvent,
    { request }: AuditorServiceCreateEventOptions,
    status: 'initiated' | 'succeeded' | 'failed',
    hasError?: boolean,
  ): void {
    const { logLines, rules, logger } = this.#options;
    try {
      logLines?.write({
        event: rules.shown(withinLimits(event)),
        request,
        status,
        hasError,
      });
    } catch (cause) {
      logger.error('Could not write a line of the auditor', lineError(cause));
    }
  }
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
