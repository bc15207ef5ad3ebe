import { CustomErrorBase } from '@backstage/errors';

/**
 * Whose turn it is when a storage fails.
 *
 * @remarks
 * `unavailable`: nobody's, trying again later may help. `denied`: the
 * operator's or the cloud administrator's, credentials, permissions or the
 * address aren't right. `missing`: what was named doesn't exist, a bucket or an object.
 *
 * @public
 */
export type StorageErrorKind = 'unavailable' | 'denied' | 'missing';

/** @public */
export interface StorageErrorOptions {
  kind: StorageErrorKind;
  /** The storage's own code, for instance `NoSuchBucket`. */
  code: string;
  /** The storage's own words. */
  message: string;
  status?: number;
  cause?: unknown;
}

/**
 * A storage refused or failed. The message begins with the storage's own code
 * and has its own words.
 *
 * @public
 */
export class StorageError extends CustomErrorBase {
  name = 'StorageError' as const;
  readonly kind: StorageErrorKind;
  readonly code: string;
  readonly status: number | undefined;
  /** The message without the code; empty where the storage gave none. */
  readonly words: string;
  /** What the storage's client threw; it says nothing more. */
  readonly cause: Error | undefined;

  constructor(options: StorageErrorOptions) {
    const words = options.message === options.code ? '' : options.message;
    super(words ? `${options.code}: ${words}` : options.code);
    this.cause = options.cause instanceof Error ? options.cause : undefined;
    this.words = words;
    this.kind = options.kind;
    this.code = options.code;
    this.status = options.status;
  }
}

/**
 * An object of this name is there already. The call that gets this may have
 * written it itself, where the storage's first answer was lost: compare before
 * judging.
 *
 * @public
 */
export class ObjectExistsError extends CustomErrorBase {
  name = 'ObjectExistsError' as const;
  readonly key: string;

  constructor(key: string, cause?: unknown) {
    super(`Object '${key}' exists already`, cause);
    this.key = key;
  }
}

/**
 * The kind of failure that an HTTP status stands for, where a storage gives
 * no better hint.
 *
 * @public
 */
export function kindOfStatus(status: number | undefined): StorageErrorKind {
  if (status === 404) {
    return 'missing';
  }
  const transient = status === 408 || status === 429;
  // A redirect is not followed: it leads to where nobody has allowed.
  return status !== undefined && status >= 300 && status < 500 && !transient
    ? 'denied'
    : 'unavailable';
}
