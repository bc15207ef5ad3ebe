import {
  Destination,
  StorageIdentity,
  StorageKind,
} from 'backstage-plugin-audit-log-common';

/** @public */
export interface StoredObject {
  key: string;
  /** In bytes. */
  size: number;
  metadata: Record<string, string>;
}

/** @public */
export interface PutObjectOptions {
  key: string;
  body: AsyncIterable<Uint8Array>;
  contentType: string;
  /** Lower case letters, digits and hyphens as keys, ASCII values. */
  metadata: Record<string, string>;
  signal?: AbortSignal;
}

/** @public */
export interface ListObjectsOptions {
  prefix: string;
  signal?: AbortSignal;
}

/**
 * Objects under the prefix of one destination. Keys are relative to it.
 *
 * @remarks
 * `put` MUST create only: it MUST NOT change an object that exists, and then
 * rejects with an `ObjectExistsError`. It MUST be all or nothing: a reader
 * never sees a part. It MUST take bodies of any size in constant memory, and
 * leave nothing behind when the body throws or the signal aborts. It retries
 * single requests itself where the storage is unavailable; other failures
 * MUST reject with a `StorageError` that has the storage's own words.
 * `head` and `get` of a missing object reject with kind `missing`, or, for
 * `head`, resolve to undefined. `delete` of a missing object resolves.
 *
 * @public
 */
export interface StorageProvider {
  put(options: PutObjectOptions): Promise<void>;
  head(key: string, signal?: AbortSignal): Promise<StoredObject | undefined>;
  get(key: string, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  list(options: ListObjectsOptions): AsyncIterable<StoredObject>;
  delete(key: string, signal?: AbortSignal): Promise<void>;
  /** Ends connections; the provider is not used afterwards. */
  close(): Promise<void>;
}

/**
 * Everything a provider needs. `profile` is the entry of `app-config.yaml`
 * that the identity names, with its secrets.
 *
 * @public
 */
export interface StorageConnection {
  destination: Destination;
  identity: StorageIdentity;
  externalId: string | null;
  region?: string;
  endpoint?: string;
  forcePathStyle?: boolean;
  profile?: StorageProfile;
}

/**
 * Credentials that the operator keeps in `app-config.yaml`, by name. Which
 * fields count depends on the kind of storage.
 *
 * @public
 */
export interface StorageProfile {
  name: string;
  kind: StorageKind;
  awsAccountId?: string;
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string;
  accountKey?: string;
  sasToken?: string;
  tenantId?: string;
  clientId?: string;
  clientSecret?: string;
  keyFile?: string;
  universeDomain?: string;
}

/**
 * Opens a kind of storage. Loading SDKs MUST wait until `open` is called.
 *
 * @public
 */
export interface StorageProviderFactory {
  readonly kind: StorageKind;
  open(connection: StorageConnection): Promise<StorageProvider>;
}
