import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  Actor,
  DecideLevel,
  HttpLevel,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { NextFunction, Request, Response } from 'express';
import { Duplex } from 'node:stream';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import {
  AuditedRequest,
  activeTraceId,
  anonymousActor,
  beginEvent,
  claimedIds,
  clientOf,
  endEvent,
  requestFactsOf,
} from '../envelope';
import { MetaCleaners } from '../metaCleaners';
import { AuditLogRecorder } from '../recorder';
import { RequestContext, runInRequest } from '../requestContext';
import { REDACTED } from '../redaction';
import { ResolverRegistry } from '../resolvers';
import { CapturePresence } from './CapturePresence';
import { errorOf, outcomeOf, severityOf } from './endings';
import { Ending, onceOver, onceUpgraded } from './onceOver';
import { PluginNames } from './PluginNames';
import { UpgradeConnections } from './UpgradeConnections';

/** Tells who sent a request to one plugin. */
export type ActorReader = (request: Request) => Promise<Actor>;

export interface HttpCaptureOptions {
  recorder: AuditLogRecorder;
  resolvers: ResolverRegistry;
  cleaners: MetaCleaners;
  decideLevel: DecideLevel;
  presence: CapturePresence;
  logger: LoggerService;
  /** Epoch milliseconds. */
  now?: () => number;
}

const HTTP_REQUEST = 'http-request';
/** A shutdown doesn't wait longer for what was seen to be recorded. */
const SETTLE_MS = 5_000;

/**
 * Sees every request to the backend, gives it an id that the events of the
 * request share, and records the ones that the policy asks for: exactly one
 * event each, whether it is answered, aborted or throws.
 */
export class HttpCapture {
  readonly #options: HttpCaptureOptions;
  readonly #now: () => number;
  readonly #actorReaders = new Map<string, ActorReader>();
  readonly #pluginNames = new PluginNames();
  readonly #upgrades = new UpgradeConnections();
  readonly #recording = new Set<Promise<void>>();

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
    this.#pluginNames.add(pluginId);
  }

  /** Whether it sees the requests of this backend. */
  get presence(): CapturePresence {
    return this.#options.presence;
  }

  handle(request: Request, response: Response, next: NextFunction): void {
    const { socket, headers } = request;
    if (headers.upgrade !== undefined) {
      this.#upgrades.add(socket);
      response.once('finish', () => this.#upgrades.release(socket));
    }
    this.#watch(request, onOver => onceOver(request, response, onOver), next);
  }

  /** The same for a request to upgrade, which no router sees. */
  handleUpgrade(request: Request, socket: Duplex, next: () => void): void {
    this.#upgrades.add(socket);
    this.#watch(request, onOver => onceUpgraded(socket, onOver), next);
  }

  /**
   * Ends what nobody has answered. Resolves when the recorder has what was
   * seen, or after some seconds.
   */
  async settle(): Promise<void> {
    this.#upgrades.closeUnanswered();
    // Sockets say that they are closed in a turn of their own.
    await setImmediate();
    await Promise.race([
      Promise.all(this.#recording),
      delay(SETTLE_MS, undefined, { ref: false }),
    ]);
  }

  /** Closes the connections for which a server that closes would wait. */
  closeUpgrades(): void {
    this.#upgrades.close();
  }

  #watch(
    request: Request,
    whenOver: (onOver: (status: Ending) => void) => void,
    next: () => void,
  ): void {
    const { recorder, decideLevel, presence, logger } = this.#options;
    presence.saw(request);
    if (recorder.recording === 'off') {
      next();
      return;
    }
    const startedAt = this.#now();
    // As express reads it, before inner routers strip their own addresses.
    const { method, path } = request;
    // A socket that is closed doesn't tell whom it connected.
    const { ip, socket } = request;
    const claimed = claimedIds(request as unknown as AuditedRequest);
    const traceId = activeTraceId();
    const context: RequestContext = {
      ...claimed,
      requestId: uuidv4(),
      traceId: traceId === claimed.claimedTraceId ? undefined : traceId,
      isAudited: false,
    };
    whenOver(status => {
      this.#upgrades.answered(socket);
      const plugin =
        presence.pluginOf(request) ?? this.#pluginNames.ofPath(path);
      const level = decideLevel({
        method,
        path,
        plugin,
        status: status === 'left' ? 'aborted' : status,
        audited: context.isAudited,
      });
      if (level !== 'none') {
        runInRequest(context, () => {
          const recording = this.#record({
            request,
            ip,
            level,
            plugin,
            status,
            startedAt,
          })
            .catch(error =>
              logger.error('Could not record an HTTP request', toError(error)),
            )
            .finally(() => this.#recording.delete(recording));
          this.#recording.add(recording);
        });
      }
    });
    runInRequest(context, next);
  }

  async #record(captured: {
    request: Request;
    ip: string | undefined;
    level: HttpLevel;
    plugin: string | undefined;
    status: Ending;
    startedAt: number;
  }): Promise<void> {
    const { request, plugin, level } = captured;
    const meta =
      level === 'request'
        ? await this.#options.cleaners.clean(plugin ?? '', {
            headers: storableHeaders(request),
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
    ip: string | undefined;
    plugin: string | undefined;
    status: Ending;
    startedAt: number;
    actor: Actor;
    meta: JsonObject | undefined;
  }): RecordedEvent {
    const { request, ip, plugin, status, startedAt, actor, meta } = captured;
    const { recorder, resolvers } = this.#options;
    const audited = request as unknown as AuditedRequest;
    const begun = beginEvent({
      id: uuidv7(),
      now: startedAt,
      plugin: plugin ?? 'root',
      eventId: HTTP_REQUEST,
      severity: severityOf(request.method, status),
      actor,
      client: clientOf({ ip, headers: audited.headers }),
      request: {
        ...requestFactsOf(audited),
        ...(typeof status === 'number' && { status }),
      },
      meta,
      instance: recorder.instance,
      resolvers,
    });
    return endEvent(begun, {
      now: this.#now(),
      outcome: outcomeOf(status),
      meta: undefined,
      error: errorOf(status),
      resolvers,
    });
  }
}

/** Browsers have nowhere else to put the token of a web socket. */
function storableHeaders({ headers }: Request): JsonObject {
  const protocol = 'sec-websocket-protocol';
  return {
    ...(headers as JsonObject),
    ...(headers[protocol] !== undefined && { [protocol]: REDACTED }),
  };
}

/**
 * What a plugin parsed; streams and bytes aren't kept, and nothing of what is
 * sent to sign in.
 */
function parsedBody(
  request: Request,
  plugin: string | undefined,
): JsonValue | undefined {
  const { body } = request as { body: unknown };
  if (plugin === 'auth' || isBuffer(body)) {
    return undefined;
  }
  return body as JsonValue | undefined;
}

/** A proxy that a plugin put in place of its body may throw. */
function isBuffer(body: unknown): boolean {
  try {
    return Buffer.isBuffer(body);
  } catch {
    return false;
  }
}
