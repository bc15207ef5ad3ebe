import { InputError } from '@backstage/errors';

/**
 * Every kind of storage that ships with the audit log. `local` is a folder of
 * the backend's own disk, for demos and tests.
 *
 * @public
 */
export const storageKinds = ['s3', 'azure', 'gcs', 'local'] as const;

/** @public */
export type StorageKind = (typeof storageKinds)[number];

/**
 * A place in a storage: `s3://bucket/prefix`,
 * `azure://account.blob.core.windows.net/container/prefix`,
 * `gcs://bucket/prefix` or `local://folder/prefix`.
 *
 * @remarks
 * `container` is the bucket, the container or the first folder. `prefix` has
 * no slash at either end and may be empty.
 *
 * @public
 */
export interface Destination {
  kind: StorageKind;
  /** Host of the storage account; Azure only. */
  account?: string;
  container: string;
  prefix: string;
}

const containerPatterns: Record<StorageKind, { is: RegExp; means: string }> = {
  s3: {
    is: /^(?!xn--|sthree-)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    means:
      'a bucket name of 3 to 63 lower case letters, digits, dots and hyphens',
  },
  azure: {
    is: /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    means:
      'a container name of 3 to 63 lower case letters, digits and single hyphens',
  },
  gcs: {
    is: /^(?!goog)(?!.*\.\.)[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/,
    means:
      'a bucket name of 3 to 63 lower case letters, digits, dots, hyphens and underscores',
  },
  local: {
    is: /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    means: 'a folder name of letters, digits, dots, hyphens and underscores',
  },
};

const accountPattern = /^[a-z0-9][a-z0-9.-]{1,200}[a-z0-9]$/;
const longestPrefix = 512;

/**
 * Says what is wrong with a folder path or an object name, or undefined.
 * Only characters that every storage and every reader of Hive partitions
 * takes without escaping are allowed.
 *
 * @public
 */
export function explainBadPath(path: string): string | undefined {
  if (!/^[A-Za-z0-9!_.*'()=/-]*$/.test(path)) {
    return "may hold only letters, digits and ! - _ . * ' ( ) = /";
  }
  if (path.split('/').some(part => part === '' || /^\.+$/.test(part))) {
    return 'may not have empty or dot-only parts between its slashes';
  }
  return undefined;
}

function splitDestination(uri: string) {
  const match = /^([a-z0-9]+):\/\/(.*)$/s.exec(uri);
  const scheme = match?.[1] === 'gs' ? 'gcs' : match?.[1];
  const kind = storageKinds.find(candidate => candidate === scheme);
  if (!match || !kind) {
    throw new InputError(
      `Destination '${uri}' must begin with s3://, azure://, gcs:// or local://`,
    );
  }
  const parts = match[2].split('/');
  const account = kind === 'azure' ? parts.shift() : undefined;
  return {
    kind,
    account,
    container: parts[0] ?? '',
    path: parts.slice(1).join('/'),
  };
}

/**
 * Reads a destination URI. Throws an `InputError` that says what was expected.
 *
 * @public
 */
export function parseDestination(uri: string): Destination {
  const { kind, account, container, path } = splitDestination(uri);
  if (account !== undefined && !accountPattern.test(account)) {
    throw new InputError(
      `Destination '${uri}' must name the account's host, as in azure://account.blob.core.windows.net/container/folder`,
    );
  }
  const { is, means } = containerPatterns[kind];
  if (!is.test(container)) {
    throw new InputError(`Destination '${uri}' must have ${means}`);
  }
  const prefix = path.replace(/\/$/, '');
  const problem = prefix ? explainBadPath(prefix) : undefined;
  if (problem) {
    throw new InputError(`Folder '${prefix}' of destination ${problem}`);
  }
  if (prefix.length > longestPrefix) {
    throw new InputError(
      `Folder of destination must be at most ${longestPrefix} characters long, not ${prefix.length}`,
    );
  }
  return { kind, ...(account !== undefined && { account }), container, prefix };
}

/**
 * The URI of a destination; the inverse of {@link parseDestination}.
 *
 * @public
 */
export function formatDestination(destination: Destination): string {
  const { kind, account, container, prefix } = destination;
  return `${kind}://${[account, container, prefix].filter(Boolean).join('/')}`;
}

/**
 * The name of an object relative to the prefix of `parent`, or undefined where
 * it doesn't lie inside.
 *
 * @public
 */
export function pathInside(
  parent: Destination,
  child: Destination,
): string | undefined {
  if (
    parent.kind !== child.kind ||
    parent.account !== child.account ||
    parent.container !== child.container
  ) {
    return undefined;
  }
  if (parent.prefix === '') {
    return child.prefix;
  }
  return child.prefix.startsWith(`${parent.prefix}/`)
    ? child.prefix.slice(parent.prefix.length + 1)
    : undefined;
}
