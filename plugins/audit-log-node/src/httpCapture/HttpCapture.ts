import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  Actor,
  DecideLevel,
  HttpLevel,
  RecordedEvent,
  Severity,
} from 'backstage-plugin-audit-log-common';
import { NextFunction, Request, Response } from 'express';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import {
  AuditedRequest,
  anonymousActor,
  beginEvent,
  clientOf,
  endEvent,
  requestFactsOf,
  traceIdOf,
} from '../envelope';
import { MetaCleaners } from '../metaCleaners';
import { AuditLogRecorder } from '../recorder';
import { RequestContext, runInRequest } from '../requestContext';
import { ResolverRegistry } from '../resolvers';

import { onceOver } from './onceOver';

/** Tells who sent a request to one plugin. */
export type ActorReader = (request: Request) => Promise<Actor>;

export interface HttpCaptureOptions {
  recorder: AuditLogRecorder;
  resolvers: ResolverRegistry;
  cleaners: MetaCleaners;
  decideLevel: DecideLevel;
  logger: LoggerService;
  /** Epoch milliseconds. */
  now?: () => number;
}

const HTTP_REQUEST = 'http-request';
const PLUGIN_PATH = /^\/api\/([^/?]+)/;
const SAFE_REQUEST_ID = /^[\w.:/+=-]{1,128}$/;

/**
 * Sees every request to the backend, gives it an id that the events of the
 * request share, and records the ones that the policy asks for: exactly one
 * event each, whether it is answered, aborted or throws.
 */
export class HttpCapture {
  readonly #options: HttpCaptureOptions;
  readonly #now: () => number;
  readonly #actorReaders = new Map<string, ActorReader>();

  static create(options: HttpCaptureOptions) {
    return new HttpCapture(options);
  }

  private constructor(options: HttpCaptureOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Only a plugin's own services can tell who called it. */
  readActorsWith(pluginId: string, reader: ActorReader): void {
    this.#actorReaders.set(pluginId, reader);
  }

  handle(request: Request, response: Response, next: NextFunction): void {
    if (this.#options.recorder.recording === 'off') {
      next();
      return;
    }
    const startedAt = this.#now();
    const { method, originalUrl } = request;
    const [path] = originalUrl.split('?', 1);
    const context: RequestContext = {
      requestId: requestIdOf(request),
      traceId: traceIdOf(request as unknown as AuditedRequest),
      isAudited: false,
    };
    onceOver(response, status => {
      const plugin = PLUGIN_PATH.exec(path)?.[1];
      const level = this.#options.decideLevel({
        method,
        path,
        plugin,
        status,
        audited: context.isAudited,
      });
      if (level !== 'none') {
        runInRequest(context, () => {
          this.#record({ request, level, plugin, status, startedAt }).catch(
            error =>
              this.#options.logger.error(
                'Could not record an HTTP request',
                toError(error),
              ),
          );
        });
      }
    });
    runInRequest(context, next);
  }

  async #record(captured: {
    request: Request;
    level: HttpLevel;
    plugin: string | undefined;
    status: number | 'aborted';
    startedAt: number;
  }): Promise<void> {
    const { request, plugin, level } = captured;
    const meta =
      level === 'request'
        ? await this.#options.cleaners.clean(plugin ?? '', {
            headers: request.headers as JsonObject,
            body: parsedBody(request, plugin),
          })
        : undefined;
    const reader = plugin && this.#actorReaders.get(plugin);
    const actor = reader ? await reader(request) : anonymousActor;
    await this.#options.recorder.record(
      this.#eventOf({ ...captured, actor, meta }),
    );
  }

  #eventOf(captured: {
    request: Request;
    plugin: string | undefined;
    status: number | 'aborted';
    startedAt: number;
    actor: Actor;
    meta: JsonObject | undefined;
  }): RecordedEvent {
    const { request, plugin, status, startedAt, actor, meta } = captured;
    const { recorder, resolvers } = this.#options;
    const audited = request as unknown as AuditedRequest;
    const begun = beginEvent({
      id: uuidv7(),
      now: startedAt,
      plugin: plugin ?? 'root',
      eventId: HTTP_REQUEST,
      severity: severityOf(request.method, status),
      actor,
      client: clientOf(audited),
      request: {
        ...requestFactsOf(audited),
        ...(status !== 'aborted' && { status }),
      },
      meta,
      instance: recorder.instance,
      resolvers,
    });
    const hasFailed = status === 'aborted' || status >= 400;
    return endEvent(begun, {
      now: this.#now(),
      outcome: hasFailed ? 'failed' : 'succeeded',
      meta: undefined,
      error: hasFailed ? errorOf(status) : undefined,
      resolvers,
    });
  }
}

/** The caller's own id where it is harmless, else a fresh one. */
function requestIdOf(request: Request): string {
  const sent = request.get('x-request-id');
  return sent && SAFE_REQUEST_ID.test(sent) ? sent : uuidv4();
}

function severityOf(method: string, status: number | 'aborted'): Severity {
  const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method);
  return isRead && status !== 401 && status !== 403 ? 'low' : 'medium';
}

/**
 * What a plugin parsed; streams and bytes aren't kept, and nothing of what is
 * sent to sign in.
 */
function parsedBody(
  request: Request,
  plugin: string | undefined,
): JsonValue | undefined {
  const body: unknown = request.body;
  return plugin === 'auth' || Buffer.isBuffer(body)
    ? undefined
    : (body as JsonValue | undefined);
}

function errorOf(status: number | 'aborted') {
  return status === 'aborted'
    ? {
        name: 'AbortError',
        message: 'The connection ended before the answer did',
      }
    : { name: 'HttpError', message: `Answered with ${status}` };
}
