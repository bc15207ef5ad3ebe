import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { withTimeout } from '../timing';
import { TokenIdentity, identityOfToken } from './clientKey';
import { ClientEntry, ClientStore, OAuthClient } from './types';

const MOST_ENTRIES = 20_000;
const MOST_UNSAVED = 1_000;
const PATIENCE_MS = 2_000;
/** How long a call waits for an answer that comes to the next ones, too. */
const WAIT_MS = 500;
/** How long an answer counts that another replica may have changed since. */
const COUNTS_MS = 1_000;
/** How long it counts that no client has a token. */
const OF_NOBODY_SECONDS = 5 * 60;
/** How long a database that didn't answer isn't asked again. */
const REST_MS = 30_000;
/** What another replica has just issued may not be in the database yet. */
const SETTLED_SECONDS = 60;
/** What fails more often than that is not to be saved at all. */
const MOST_TRIES = 10;

/** Longest id and name of a client that the table takes, in characters. */
const LONGEST_ID = 512;
const LONGEST_NAME = 256;

interface Unsaved {
  entry: ClientEntry;
  tries: number;
}

/**
 * Knows to which OAuth client a token was issued, from what the auth plugin
 * answered: tokens themselves don't tell. In this process, and in the database
 * of the auth plugin where that runs here.
 */
export class KnownClients {
  readonly #logger: Pick<LoggerService, 'warn'>;
  readonly #now: () => number;
  readonly #patienceMs: number;
  readonly #waitMs: number;
  readonly #entries = new Map<string, ClientEntry>();
  /** Tokens that no client has, and until when that counts. */
  readonly #ofNobody = new Map<string, number>();
  /** Until when the latest answer about a token counts, in milliseconds. */
  readonly #countsUntil = new Map<string, number>();
  /** What the database is being asked about tokens. */
  readonly #lookups = new Map<string, Promise<void>>();
  readonly #unsaved = new Map<string, Unsaved>();
  #store: ClientStore | undefined;
  #restsUntil = 0;
  /** No call waits for the database. */
  #isSlow = false;
  #isSaving = false;

  constructor(options: {
    logger: Pick<LoggerService, 'warn'>;
    /** Epoch milliseconds. */
    now?: () => number;
    patienceMs?: number;
    waitMs?: number;
  }) {
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#waitMs = options.waitMs ?? WAIT_MS;
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
    await this.#save(key, entry);
  }

  /** What this process knows without asking. */
  peek(key: string): OAuthClient | undefined {
    return this.#entries.get(key);
  }

  async find(key: string): Promise<ClientEntry | undefined> {
    const known = this.#entries.get(key);
    const found = known ?? (await this.#ask(store => store.find(key)))?.answer;
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
      const entry = { ...holder, isAssistant: true };
      put(this.#entries, identity.key, entry);
      await this.#wait(this.#save(identity.key, entry));
    }
  }

  async #holderOf(identity: TokenIdentity): Promise<ClientEntry | undefined> {
    const { key } = identity;
    const known = this.#entries.get(key);
    const now = this.#now();
    if (
      known?.isAssistant ||
      now < (this.#ofNobody.get(key) ?? 0) * 1000 ||
      now < (this.#countsUntil.get(key) ?? 0)
    ) {
      return known;
    }
    await this.#wait(this.#lookups.get(key) ?? this.#lookUp(identity));
    return this.#entries.get(key);
  }

  /** Another replica may have learned of a token, or that it is an assistant's. */
  #lookUp(identity: TokenIdentity): Promise<void> {
    const { key } = identity;
    const lookup = this.#ask(store => store.find(key))
      .then(found => this.#learn(identity, found))
      .finally(() => this.#lookups.delete(key));
    this.#lookups.set(key, lookup);
    return lookup;
  }

  #learn(
    { key, issuedAt, expiresAt }: TokenIdentity,
    found: { answer: ClientEntry | undefined } | undefined,
  ): void {
    const known = this.#entries.get(key);
    const entry = found?.answer ?? known;
    const seconds = this.#now() / 1000;
    if (found) {
      put(this.#countsUntil, key, this.#now() + COUNTS_MS);
    }
    if (entry) {
      const isAssistant = entry.isAssistant || known?.isAssistant === true;
      put(this.#entries, key, { ...entry, isAssistant });
    } else if (
      (found || !this.#store) &&
      seconds - issuedAt > SETTLED_SECONDS
    ) {
      const until = Math.min(expiresAt, seconds + OF_NOBODY_SECONDS);
      put(this.#ofNobody, key, until);
    }
  }

  /** Waits for what goes on in any case, but holds no call up for long. */
  async #wait(work: Promise<void>): Promise<void> {
    if (this.#isSlow) {
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(() => {
        this.#isSlow = true;
        resolve();
      }, this.#waitMs);
    });
    await Promise.race([work, late]);
    clearTimeout(timer);
  }

  async #save(key: string, entry: ClientEntry, tries = 0): Promise<void> {
    // This one is newer.
    this.#unsaved.delete(key);
    const saved = await this.#ask(async store => {
      await store.save(key, entry);
      if (entry.isAssistant) {
        await store.markAssistant(key);
      }
    });
    if (!saved && this.#store && tries < MOST_TRIES) {
      put(this.#unsaved, key, { entry, tries: tries + 1 }, MOST_UNSAVED);
    }
  }

  async #saveUnsaved(): Promise<void> {
    if (this.#isSaving) {
      return;
    }
    this.#isSaving = true;
    for (const [key, { entry, tries }] of [...this.#unsaved]) {
      if (this.#isResting) {
        break;
      }
      await this.#save(key, entry, tries);
    }
    this.#isSaving = false;
  }

  get #isResting(): boolean {
    return this.#now() < this.#restsUntil;
  }

  /** Undefined where there is no store, or none that answers. */
  async #ask<T>(
    ask: (store: ClientStore) => Promise<T>,
  ): Promise<{ answer: T } | undefined> {
    if (!this.#store || this.#isResting) {
      return undefined;
    }
    const begun = performance.now();
    try {
      const answer = await withTimeout(
        ask(this.#store),
        this.#patienceMs,
        'The answer of the database',
      );
      this.#isSlow = performance.now() - begun > this.#waitMs;
      void this.#saveUnsaved();
      return { answer };
    } catch (error) {
      this.#rest(error);
      return undefined;
    }
  }

  #rest(error: unknown): void {
    if (this.#isResting) {
      return;
    }
    this.#logger.warn(
      'Clients of tokens are known to this process alone for the moment',
      toError(error),
    );
    this.#restsUntil = this.#now() + REST_MS;
    // Clocks and timers differ by a little.
    setTimeout(() => void this.#saveUnsaved(), REST_MS + 1_000).unref();
  }
}

/** The latest entries only. */
function put<T>(
  map: Map<string, T>,
  key: string,
  value: T,
  most = MOST_ENTRIES,
): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) {
    const [oldest] = map.keys();
    map.delete(oldest);
  }
}
