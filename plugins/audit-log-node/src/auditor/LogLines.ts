import {
  AuditorServiceCreateEventOptions,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Actor, severities } from 'backstage-plugin-audit-log-common';
import { storableMeta } from '../envelope';
import { redactQuery, redactText } from '../redaction';
import { SeverityLevels } from './severityLevels';

interface LineOptions {
  created: AuditorServiceCreateEventOptions;
  actor: Actor;
  status: 'initiated' | 'succeeded' | 'failed';
  meta: JsonObject | undefined;
  error?: Error;
}

/**
 * Writes the same lines about audit events as Backstage's own auditor, which
 * log pipelines parse, but for the secrets in them.
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

  write({ created, actor, status, meta, error }: LineOptions): void {
    const { eventId, request } = created;
    const severityLevel =
      severities.find(known => known === created.severityLevel) ?? 'low';
    const line = {
      plugin: this.#plugin,
      eventId,
      severityLevel,
      actor: {
        actorId: actor.ref ?? undefined,
        ip: request?.ip,
        hostname: request?.hostname,
        userAgent: request?.headers?.['user-agent'],
      },
      request: request && {
        url: safeUrl(request.originalUrl),
        method: request.method,
      },
      meta: storableMeta(meta) ?? undefined,
      status,
    };
    const level = this.#levels[severityLevel];
    const message = `${this.#plugin}.${eventId}`;
    // The shapes of Backstage's own lines: the error takes the place of the
    // fields, which go into a child logger instead.
    if (status === 'failed') {
      this.#logger
        .child(line as unknown as JsonObject)
        [level](message, error && safeError(error));
    } else {
      this.#logger[level](message, line as unknown as JsonObject);
    }
  }
}

function safeUrl(url: string | undefined): string | undefined {
  const at = url?.indexOf('?') ?? -1;
  return url === undefined || at < 0
    ? url
    : `${url.slice(0, at)}?${redactQuery(url.slice(at + 1))}`;
}

/** The error itself, or its like where it holds a secret. */
function safeError(error: Error): Error {
  const { message, stack } = error;
  const safeMessage = redactText(String(message));
  if (safeMessage === message) {
    return error;
  }
  return Object.assign(Object.create(Object.getPrototypeOf(error)), error, {
    message: safeMessage,
    stack: stack && redactText(stack),
  });
}
