import {
  EventError,
  RecordedEvent,
  RequestFacts,
} from 'backstage-plugin-audit-log-common';
import { redactCapped } from './capped';
import { Meta, SizeCaps, defaultCaps, redactJson } from './redactJson';
import { redactQuery } from './redactQuery';
import { redactText } from './redactText';
import { SecretNames } from './secretNames';
import { redactTokens } from './tokenShapes';

/**
 * Settings of a {@link Redactor}.
 *
 * @public
 */
export interface RedactorOptions {
  /**
   * Names whose values are secrets, besides the built-in ones. Compared
   * without case and separators, so `vault-pin` covers `vaultPin`.
   */
  names?: string[];
  /** Longest text kept within `meta`, in characters. */
  maxTextLength?: number;
  /** Most characters kept of one event's `meta`. */
  maxMetaLength?: number;
}

/**
 * Takes secrets out of events and keeps them within the sizes of the schema.
 *
 * @remarks
 * Deterministic, linear in the length of its input, and it never throws. What
 * was taken out reads `[redacted]`, what was cut says how long it was.
 *
 * @public
 */
export class Redactor {
  readonly #names: SecretNames;
  readonly #caps: SizeCaps;

  static create(options: RedactorOptions = {}): Redactor {
    return new Redactor(options);
  }

  private constructor(options: RedactorOptions) {
    this.#names = new SecretNames(options.names);
    this.#caps = {
      ...defaultCaps,
      textLength: options.maxTextLength ?? defaultCaps.textLength,
      totalLength: options.maxMetaLength ?? defaultCaps.totalLength,
    };
  }

  /** Running text: error messages, user agents, reasons. */
  text(text: string, maxLength: number = this.#caps.textLength): string {
    return redactCapped(text, maxLength, part => redactText(part, this.#names));
  }

  /** Names of things: paths, entity refs. Only tokens are looked for. */
  identifier(text: string, maxLength: number): string {
    return redactCapped(text, maxLength, redactTokens);
  }

  /** A query string, with or without its `?`. */
  query(query: string, maxLength: number = 4096): string {
    return redactCapped(query, maxLength, part =>
      redactQuery(part, this.#names),
    );
  }

  /** Any structure, as plain JSON; undefined where nothing is left of it. */
  meta(meta: unknown): Meta | undefined {
    const copied = redactJson(meta, this.#names, this.#caps);
    if (copied === undefined || copied === null) {
      return undefined;
    }
    if (typeof copied !== 'object' || Array.isArray(copied)) {
      return { value: copied };
    }
    return Object.keys(copied).length === 0 ? undefined : copied;
  }

  /** Headers by name; the values of secret ones are replaced. */
  headers(headers: Record<string, unknown>): Meta | undefined {
    return this.meta(headers);
  }

  /** Name and message of whatever was thrown. Never a stack. */
  error(error: unknown): EventError {
    const { name, message } =
      error instanceof Error
        ? error
        : { name: 'Error', message: describe(error) };
    return {
      name: this.text(String(name), 256),
      message: this.text(String(message), 8192),
    };
  }

  /** A whole event, as it may be stored, journalled or sent. */
  event(event: RecordedEvent): RecordedEvent {
    const { actor, target, client, request, meta, error } = event;
    return {
      ...event,
      plugin: this.identifier(event.plugin, 128),
      eventId: this.identifier(event.eventId, 256),
      action: event.action && this.identifier(event.action, 128),
      actor: {
        type: actor.type,
        ref: actor.ref && this.identifier(actor.ref, 512),
        ...(actor.onBehalfOf && {
          onBehalfOf: this.identifier(actor.onBehalfOf, 512),
        }),
        ...(actor.via && { via: this.identifier(actor.via, 512) }),
      },
      target: target && {
        type: this.identifier(target.type, 64),
        ref: this.#address(target.ref, 2048),
        ...(target.name && { name: this.text(target.name, 512) }),
      },
      client: client && {
        ...(client.ip && { ip: client.ip.slice(0, 64) }),
        ...(client.userAgent && {
          userAgent: this.text(client.userAgent, 1024),
        }),
      },
      request: request && this.#request(request),
      meta: meta && (this.meta(meta) ?? null),
      error: error && this.error(Object.assign(new Error(), error)),
    };
  }

  #request(request: RequestFacts): RequestFacts {
    const { method, path, query, status, traceId, requestId } = request;
    return {
      ...(method && { method: method.slice(0, 16) }),
      ...(path && { path: this.text(path, 4096) }),
      ...(query && { query: this.query(query) }),
      ...(status !== undefined && { status }),
      ...(traceId && { traceId: traceId.slice(0, 64) }),
      ...(requestId && { requestId: this.identifier(requestId, 128) }),
    };
  }

  /** Targets may be addresses with a password or a query: locations are. */
  #address(ref: string, maxLength: number): string {
    return ref.includes('://') || ref.includes('?')
      ? this.text(ref, maxLength)
      : this.identifier(ref, maxLength);
  }
}

function describe(thrown: unknown): string {
  if (typeof thrown === 'string') {
    return thrown;
  }
  return thrown === undefined || thrown === null
    ? 'Nothing was said about the error'
    : `Something that is no error was thrown, of type ${typeof thrown}`;
}
