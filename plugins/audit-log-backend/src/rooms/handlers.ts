import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { RouteName, routes } from 'backstage-plugin-audit-log-common';
import { Request, Response } from 'express';
import { z } from 'zod';
import { VisibleEvents } from '../reading';
import { Caller } from '../settings';

type Route<N extends RouteName> = (typeof routes)[N];

type Parsed<R, K extends 'params' | 'query' | 'body'> = R extends {
  [key in K]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** What a route reads the log by; the others have nothing to read it by. */
type ReadOf<R> = R extends
  | { access: 'event.read' }
  | { tellsOfEvents: 'visible' | 'all' }
  ? VisibleEvents
  : R extends { tellsOfEvents: 'if all' }
  ? VisibleEvents | undefined
  : undefined;

/** What a handler gets: checked input, and who asks. */
export interface HandlerContext<N extends RouteName> {
  params: Parsed<Route<N>, 'params'>;
  query: Parsed<Route<N>, 'query'>;
  body: Parsed<Route<N>, 'body'>;
  /** The version in `If-Match`, on routes that demand it. */
  version: Route<N> extends { ifMatch: true } ? number : undefined;
  caller: Caller;
  credentials: BackstageCredentials;
  /** The events that the caller may see, on routes that tell of any. */
  events: ReadOf<Route<N>>;
  /**
   * The same for as long as they may, asked again before each look; undefined
   * where they may no longer.
   */
  eventsNow(): Promise<ReadOf<Route<N>> | undefined>;
  /** Adds facts to the own event of this call. */
  note(meta: JsonObject): void;
  /** Aborted when the caller goes away before everything is sent. */
  signal: AbortSignal;
  request: Request;
}

/**
 * An answer that isn't JSON: `write` sends it and resolves when it is sent.
 * It rejects where the caller went away. `isTold` says when the own event is
 * recorded: before its first byte, or after its last.
 */
export class StreamedAnswer {
  readonly isTold: 'before' | 'after';

  constructor(
    readonly write: (response: Response) => Promise<void>,
    options: { isTold?: 'before' | 'after' } = {},
  ) {
    this.isTold = options.isTold ?? 'after';
  }
}

/** Answers one route; throws `@backstage/errors`. */
export type Handler<N extends RouteName> = (
  context: HandlerContext<N>,
) => Promise<z.input<Route<N>['response']> | StreamedAnswer>;

/** The handlers of some routes; every route has exactly one. */
export type Handlers<N extends RouteName = RouteName> = {
  [name in N]: Handler<name>;
};
