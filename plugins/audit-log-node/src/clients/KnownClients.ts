import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { TokenIdentity, identityOfToken } from './clientKey';
import { ClientEntry, ClientStore, OAuthClient } from './types';

const MOST_ENTRIES = 20_000;
const PATIENCE_MS = 2_000;
/** How long a database that didn't answer isn't asked again. */
const REST_MS = 30_000;
/** What another replica has just issued may not be in the database yet. */
const SETTLED_SECONDS = 60;

/** Longest id and name of a client that the table takes, in characters. */
const LONGEST_ID = 512;
const LONGEST_NAME = 256;

/**
 * Knows to which OAuth client a token was issued, from what the auth plugin
 * answered: tokens themselves don't tell. In this process, and in the database
 * of the auth plugin where that runs here.
 */
export class KnownClients {
  readonly #logger: Pick<LoggerService, 'warn'>;
  readonly #now: () => number;
  readonly #patienceMs: number;
  readonly #entries = new Map<string, ClientEntry>();
  /** Tokens that no client has, and until when that counts. */
  readonly #ofNobody = new Map<string, number>();
  #store: ClientStore | undefined;
  #restsUntil = 0;

  constructor(options: {
    logger: Pick<LoggerService, 'warn'>;
    /** Epoch milliseconds. */
    now?: () => number;
    patienceMs?: number;
  }) {
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /** Where all replicas remember clients. */
  keepIn(store: ClientStore): void {
    this.#store = store;
  }

  /** Known in this process as soon as it is called. */
  async remember(
    key: string,
    client: OAuthClient,
    expiresAt: number,
  ): Promise<void> {
    const entry: ClientEntry = {
      id: client.id.slice(0, LONGEST_ID),
      ...(client.name && { name: client.name.slice(0, LONGEST_NAME) }),
      isAssistant: this.#entries.get(key)?.isAssistant ?? false,
      expiresAt: Math.floor(expiresAt),
    };
    put(this.#entries, key, entry);
    this.#ofNobody.delete(key);
    await this.#ask(store => store.save(key, entry));
  }

  /** What this process knows without asking. */
  peek(key: string): OAuthClient | undefined {
    return this.#entries.get(key);
  }

  async find(key: string): Promise<ClientEntry | undefined> {
    const known = this.#entries.get(key);
    const found = known ?? (await this.#ask(store => store.find(key)));
    if (!found || found.expiresAt * 1000 < this.#now()) {
      return undefined;
    }
    put(this.#entries, key, found);
    return found;
  }

  /** The client that holds a person's token; undefined where none is known. */
  async holderOf(token: string): Promise<ClientEntry | undefined> {
    const identity = identityOfToken(token);
    return identity && this.#holderOf(identity);
  }

  /**
   * Notes that a token reached the plugin for AI assistants: whoever holds it
   * is one, also where other plugins hand it on.
   */
  async sawAssistant(token: string): Promise<void> {
    const identity = identityOfToken(token);
    const holder = identity && (await this.#holderOf(identity));
    if (holder && !holder.isAssistant) {
      put(this.#entries, identity.key, { ...holder, isAssistant: true });
      await this.#ask(store => store.markAssistant(identity.key));
    }
  }

  async #holderOf(identity: TokenIdentity): Promise<ClientEntry | undefined> {
    const { key, issuedAt, expiresAt } = identity;
    const seconds = this.#now() / 1000;
    const known = this.#entries.get(key);
    if (known?.isAssistant || seconds < (this.#ofNobody.get(key) ?? 0)) {
      return known;
    }
    // Another replica may have learned since that it is an assistant's.
    let isAnswered = false;
    const found =
      (await this.#ask(async store => {
        const entry = await store.find(key);
        isAnswered = true;
        return entry;
      })) ?? known;
    if (found) {
      put(this.#entries, key, found);
    } else if (
      (isAnswered || !this.#store) &&
      seconds - issuedAt > SETTLED_SECONDS
    ) {
      put(this.#ofNobody, key, expiresAt);
    }
    return found;
  }

  /** Undefined where there is no store, or none that answers. */
  async #ask<T>(ask: (store: ClientStore) => Promise<T>) {
    if (!this.#store || this.#now() < this.#restsUntil) {
      return undefined;
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error('The database did not answer in time')),
        this.#patienceMs,
      );
    });
    try {
      return await Promise.race([ask(this.#store), late]);
    } catch (error) {
      this.#restsUntil = this.#now() + REST_MS;
      this.#logger.warn(
        'Clients of tokens are known to this process alone for the moment',
        toError(error),
      );
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The latest entries only. */
function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST_ENTRIES) {
    const [oldest] = map.keys();
    map.delete(oldest);
  }
}
