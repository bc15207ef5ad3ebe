import {
  AuditorServiceCreateEventOptions,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  Actor,
  Client,
  RequestFacts,
  severities,
} from 'backstage-plugin-audit-log-common';
import { eventError, memberOf, storableMeta } from '../envelope';
import { capText, eventLimits, safeText, storableText } from '../limits';
import { oneLine, oneLineEach } from './oneLine';
import { SeverityLevels } from './severityLevels';

/** As long as names of hosts are at most. */
const MAX_HOSTNAME = 255;

/** What an event has of its request, if it has one. */
export interface RequestedBy {
  client: Client | null;
  request: RequestFacts | null;
}

interface LineOptions {
  created: AuditorServiceCreateEventOptions;
  by: RequestedBy;
  actor: Actor;
  status: 'initiated' | 'succeeded' | 'failed';
  meta: JsonObject | undefined;
  error?: unknown;
}

/**
 * Writes the same lines about audit events as Backstage's own auditor, which
 * log pipelines parse, but of what the stored events hold: without secrets,
 * bounded, and without what could forge a line.
 */
export class LogLines {
  readonly #logger: LoggerService;
  readonly #plugin: string;
  readonly #levels: SeverityLevels;

  static create(options: {
    logger: LoggerService;
    plugin: string;
    levels: SeverityLevels;
  }) {
    return new LogLines(options);
  }

  private constructor(options: {
    logger: LoggerService;
    plugin: string;
    levels: SeverityLevels;
  }) {
    this.#logger = options.logger.child({ isAuditEvent: true });
    this.#plugin = options.plugin;
    this.#levels = options.levels;
  }

  write({ created, by, actor, status, meta, error }: LineOptions): void {
    const severityLevel =
      severities.find(known => known === created.severityLevel) ?? 'low';
    const eventId = eventIdOf(created);
    const line = oneLineEach({
      plugin: this.#plugin,
      eventId,
      severityLevel,
      actor: {
        actorId: actor.ref
          ? capText(storableText(actor.ref), eventLimits['actor.ref'])
          : undefined,
        ip: by.client?.ip,
        hostname: hostnameOf(created),
        userAgent: by.client?.userAgent,
      },
      request: created.request && addressOf(by),
      meta: storableMeta(meta) ?? undefined,
      status,
    } as JsonObject);
    const level = this.#levels[severityLevel];
    const message = oneLine(`${this.#plugin}.${eventId}`);
    // The shapes of Backstage's own lines: the error takes the place of the
    // fields, which go into a child logger instead.
    if (status === 'failed') {
      this.#logger
        .child(line)
        [level](message, error === undefined ? undefined : lineError(error));
    } else {
      this.#logger[level](message, line);
    }
  }
}

/**
 * Name and message of what was thrown, as the event has them: no stack, no
 * cause and no other field of it.
 */
export function lineError(thrown: unknown): Error {
  const { name, message } = eventError(thrown);
  const error = new Error(oneLine(message));
  error.name = oneLine(name);
  // Loggers print it, and it would be one of this place.
  delete error.stack;
  return error;
}

function eventIdOf({ eventId }: AuditorServiceCreateEventOptions): string {
  return typeof eventId === 'string'
    ? capText(storableText(eventId), eventLimits.eventId)
    : 'unnamed';
}

function hostnameOf({ request }: AuditorServiceCreateEventOptions) {
  const hostname = request && memberOf(request, 'hostname');
  return typeof hostname === 'string'
    ? safeText(hostname, MAX_HOSTNAME)
    : undefined;
}

function addressOf({ request }: RequestedBy) {
  const path = request?.path ?? '';
  return {
    url: request?.query ? `${path}?${request.query}` : path,
    method: request?.method,
  };
}
