import {
  ListObjectsOptions,
  ObjectExistsError,
  PutObjectOptions,
  StorageError,
  StorageProvider,
  StoredObject,
} from 'backstage-plugin-audit-log-node';
import { joinKey, relativeKey } from './keys';
import { watchBody } from './watchBody';

/**
 * What differs between clouds. Keys are full names in the bucket or container;
 * whatever a client throws may come out.
 */
export interface Cloud {
  head(key: string, signal?: AbortSignal): Promise<Omit<StoredObject, 'key'>>;
  get(key: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  list(
    prefix: string,
    signal?: AbortSignal,
  ): AsyncIterable<{ key: string; size: number }>;
  /** Resolves where there is no such object, too. */
  delete(key: string, signal?: AbortSignal): Promise<unknown>;
  /** Creates only, as far as the cloud can. */
  upload(
    options: PutObjectOptions & { body: AsyncGenerator<Uint8Array> },
  ): Promise<unknown>;
  /** What a client threw, in the words of our contract. */
  errorOf(error: unknown, key: string): StorageError | ObjectExistsError;
  /** Whether the answer to a `head` means that there is no such object. */
  isAbsent(failure: StorageError): boolean;
  /**
   * Whether an upload that was rejected so may have been completed: the answer
   * to its last request was lost, and the client can't tell.
   */
  mayBeComplete(failure: StorageError): boolean;
  close(): void;
}

/** A storage in a cloud, the same for all clouds. */
export class CloudStorage implements StorageProvider {
  readonly #cloud: Cloud;
  readonly #prefix: string;

  constructor(options: { cloud: Cloud; prefix: string }) {
    this.#cloud = options.cloud;
    this.#prefix = options.prefix;
  }

  async put(options: PutObjectOptions): Promise<void> {
    const { key, signal } = options;
    // Not every storage that calls itself compatible heeds conditions.
    if (await this.head(key, signal)) {
      throw new ObjectExistsError(key);
    }
    signal?.throwIfAborted();
    const { body, rethrow } = watchBody(options.body);
    try {
      await this.#cloud.upload({ ...options, key: this.#full(key), body });
    } catch (error) {
      rethrow(signal);
      const failure = this.#cloud.errorOf(error, key);
      if (
        failure instanceof StorageError &&
        this.#cloud.mayBeComplete(failure) &&
        (await this.head(key, signal))
      ) {
        throw new ObjectExistsError(key, error);
      }
      throw failure;
    }
  }

  async head(
    key: string,
    signal?: AbortSignal,
  ): Promise<StoredObject | undefined> {
    try {
      return await this.#carryOut(key, signal, async () => ({
        key,
        ...(await this.#cloud.head(this.#full(key), signal)),
      }));
    } catch (failure) {
      if (!(failure instanceof StorageError)) {
        throw failure;
      }
      if (this.#cloud.isAbsent(failure)) {
        return undefined;
      }
      throw await this.#withWords(failure, key, signal);
    }
  }

  async *get(key: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      signal?.throwIfAborted();
      yield* await this.#cloud.get(this.#full(key), signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#cloud.errorOf(error, key);
    }
  }

  async *list(options: ListObjectsOptions): AsyncGenerator<StoredObject> {
    const { prefix, signal } = options;
    try {
      const found = this.#cloud.list(joinKey(this.#prefix, prefix), signal);
      for await (const { key, size } of found) {
        signal?.throwIfAborted();
        yield { key: relativeKey(this.#prefix, key), size, metadata: {} };
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#cloud.errorOf(error, prefix);
    }
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    await this.#carryOut(key, signal, () =>
      this.#cloud.delete(this.#full(key), signal),
    );
  }

  async close(): Promise<void> {
    this.#cloud.close();
  }

  #full(key: string): string {
    return joinKey(this.#prefix, key);
  }

  async #carryOut<T>(
    key: string,
    signal: AbortSignal | undefined,
    action: () => Promise<T>,
  ): Promise<T> {
    try {
      signal?.throwIfAborted();
      return await action();
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#cloud.errorOf(error, key);
    }
  }

  /**
   * The same refusal with the storage's words: answers to HEAD have no body,
   * so there may be no more than a status.
   */
  async #withWords(
    failure: StorageError,
    key: string,
    signal?: AbortSignal,
  ): Promise<StorageError> {
    if (failure.kind !== 'denied' || failure.words) {
      return failure;
    }
    try {
      for await (const chunk of this.get(key, signal)) {
        void chunk;
        break;
      }
      return failure;
    } catch (error) {
      signal?.throwIfAborted();
      const isSame =
        error instanceof StorageError && error.status === failure.status;
      return isSame ? error : failure;
    }
  }
}
