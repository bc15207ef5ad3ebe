import {
  AuditorServiceCreateEventOptions,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { RecordedEvent, RequestFacts } from 'backstage-plugin-audit-log-common';
import { eventError, memberOf } from '../envelope';
import { safeText } from '../limits';
import { oneLine, oneLineEach } from './oneLine';
import { SeverityLevels } from './severityLevels';

/** As long as names of hosts are at most. */
const MAX_HOSTNAME = 255;

interface LineOptions {
  /** As the log shows it. */
  event: RecordedEvent;
  /** What was asked, of which the log doesn't have the name of the host. */
  request: AuditorServiceCreateEventOptions['request'];
  status: 'initiated' | 'succeeded' | 'failed';
  /** Whether an error was given. */
  hasError?: boolean;
}

/**
 * Writes the same lines about audit events as Backstage's own auditor, which
 * log pipelines parse, but of what the stored events show: without secrets and
 * what a rule leaves out, bounded, and without what could forge a line.
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

  write({ event, request, status, hasError }: LineOptions): void {
    const { eventId, severity, actor, client, error } = event;
    const shown = event.request ?? client;
    const line = oneLineEach({
      plugin: this.#plugin,
      eventId,
      severityLevel: severity,
      actor: {
        actorId: actor.ref ?? undefined,
        ip: client?.ip,
        hostname: shown ? hostnameOf(request) : undefined,
        userAgent: client?.userAgent,
      },
      request: request && shown ? addressOf(event.request) : undefined,
      meta: event.meta ?? undefined,
      status,
    } as JsonObject);
    const level = this.#levels[severity];
    const message = oneLine(`${this.#plugin}.${eventId}`);
    // The shapes of Backstage's own lines: the error takes the place of the
    // fields, which go into a child logger instead.
    if (status === 'failed') {
      this.#logger
        .child(line)
        [level](message, error && hasError ? errorOf(error) : undefined);
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
  return errorOf(eventError(thrown));
}

function errorOf({ name, message }: { name: string; message: string }): Error {
  const error = new Error(oneLine(message));
  error.name = oneLine(name);
  // Loggers print it, and it would be one of this place.
  delete error.stack;
  return error;
}

function hostnameOf(request: LineOptions['request']): string | undefined {
  const hostname = request && memberOf(request, 'hostname');
  return typeof hostname === 'string'
    ? safeText(hostname, MAX_HOSTNAME)
    : undefined;
}

function addressOf(request: RequestFacts | null) {
  const path = request?.path ?? '';
  return {
    url: request?.query ? `${path}?${request.query}` : path,
    method: request?.method,
  };
}
