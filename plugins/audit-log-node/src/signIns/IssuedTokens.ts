import { AsyncLocalStorage } from 'node:async_hooks';

/** The part of a database client that is listened to. */
export interface QueryEmitter {
  on(
    event: 'query',
    listener: (query: { sql?: string; bindings?: unknown }) => void,
  ): unknown;
}

/** A request whose tokens are followed. */
export interface FollowedRequest {
  run(handler: () => void): void;
  /** Whom a token was issued to so far. */
  user(): string | undefined;
}

/**
 * Learns whom the auth plugin issues a token to while it answers a request.
 *
 * @remarks
 * The redirect flow tells it neither in its answer nor anywhere else. But for
 * every token that is issued, the plugin notes the person in its `user_info`
 * table: the statement is seen, within the request that led to it, on the
 * database client that modules share with their plugin. Should that ever
 * change, such sign-ins are recorded without their person until the page asks
 * for its session.
 */
export class IssuedTokens {
  readonly #storage = new AsyncLocalStorage<{ user?: string }>();

  listenTo(client: QueryEmitter): void {
    client.on('query', ({ sql, bindings }) => {
      const request = this.#storage.getStore();
      if (
        request &&
        typeof sql === 'string' &&
        /^\s*insert into [`"]?user_info[`"]?/i.test(sql) &&
        Array.isArray(bindings)
      ) {
        request.user =
          bindings.find(
            (binding): binding is string =>
              typeof binding === 'string' &&
              /^[^:/\s{]+:[^:/\s]+\/[^:/\s]+$/.test(binding),
          ) ?? request.user;
      }
    });
  }

  /** Begins to follow a request; everything that `run` leads to counts. */
  follow(): FollowedRequest {
    const request: { user?: string } = {};
    return {
      run: handler => this.#storage.run(request, handler),
      user: () => request.user,
    };
  }
}
