import { InputError } from '@backstage/errors';
import { explainBadPath } from 'backstage-plugin-audit-log-common';
import {
  ListObjectsOptions,
  ObjectExistsError,
  PutObjectOptions,
  StorageError,
  StorageProvider,
  StorageProviderFactory,
  StoredObject,
} from 'backstage-plugin-audit-log-node';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  chmod,
  link,
  mkdir,
  open,
  readdir,
  realpath,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { watchBody } from './watchBody';

const unfinished = '.part';

/** The user of the backend alone. */
const DEFAULT_MODE = 0o700;

/** What is left of a folder's mode for a file in it. */
const FILE_BITS = 0o666;

function localError(
  error: unknown,
  key: string,
): StorageError | ObjectExistsError {
  if (error instanceof StorageError || error instanceof ObjectExistsError) {
    return error;
  }
  const { code = 'Error', message } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') {
    return new ObjectExistsError(key, error);
  }
  const denied = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ELOOP'];
  let kind: StorageError['kind'] = 'unavailable';
  if (code === 'ENOENT') {
    kind = 'missing';
  } else if (denied.includes(code)) {
    kind = 'denied';
  }
  return new StorageError({
    code,
    kind,
    // Node's messages begin with the code, too.
    message: message.replace(`${code}: `, ''),
    cause: error,
  });
}

class LocalStorage implements StorageProvider {
  readonly #folder: string;
  /** Of folders that it makes. */
  readonly #mode: number;

  constructor(folder: string, mode: number) {
    this.#folder = folder;
    this.#mode = mode;
  }

  async put({ key, signal, ...options }: PutObjectOptions): Promise<void> {
    const { body, rethrow } = watchBody(options.body);
    const path = this.#path(key);
    const part = join(dirname(path), `.${randomUUID()}${unfinished}`);
    try {
      await makeFolder(dirname(path), this.#mode);
      await this.#refuseWayOut(dirname(path));
      const mode = this.#mode & FILE_BITS;
      const file = await open(part, 'wx', mode);
      try {
        // Whatever the process masks, that is what was asked for.
        await file.chmod(mode);
        for await (const chunk of body) {
          signal?.throwIfAborted();
          await file.writeFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      // A link fails where the name is taken, a rename would overwrite.
      await link(part, path);
    } catch (error) {
      rethrow(signal);
      throw localError(error, key);
    } finally {
      await rm(part, { force: true });
    }
  }

  async head(key: string): Promise<StoredObject | undefined> {
    try {
      const found = await stat(this.#path(key));
      return { key, size: found.size, metadata: {} };
    } catch (error) {
      const failure = localError(error, key);
      if (failure instanceof StorageError && failure.kind === 'missing') {
        return undefined;
      }
      throw failure;
    }
  }

  async *get(key: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      yield* createReadStream(this.#path(key), { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw localError(error, key);
    }
  }

  async *list({ prefix }: ListObjectsOptions): AsyncGenerator<StoredObject> {
    const entries = await readdir(this.#folder, {
      recursive: true,
      withFileTypes: true,
    }).catch(error => {
      throw localError(error, prefix);
    });
    const keys = entries
      .filter(entry => entry.isFile() && !entry.name.endsWith(unfinished))
      .map(entry =>
        relative(this.#folder, join(entry.parentPath, entry.name))
          .split(sep)
          .join('/'),
      )
      .filter(key => key.startsWith(prefix))
      .sort();
    for (const key of keys) {
      const found = await this.head(key);
      if (found) {
        yield found;
      }
    }
  }

  async delete(key: string): Promise<void> {
    try {
      await rm(this.#path(key), { force: true });
    } catch (error) {
      throw localError(error, key);
    }
  }

  async close(): Promise<void> {}

  #path(key: string): string {
    const problem = explainBadPath(key);
    if (problem) {
      throw new InputError(`Object name '${key}' ${problem}`);
    }
    return join(this.#folder, key);
  }

  /** Links in the folder must not lead anywhere else. */
  async #refuseWayOut(folder: string): Promise<void> {
    const [root, real] = await Promise.all([
      realpath(this.#folder),
      realpath(folder),
    ]);
    if (real !== root && !real.startsWith(root + sep)) {
      throw new StorageError({
        kind: 'denied',
        code: 'OutsideFolder',
        message: `'${folder}' leads out of the folder for local exports`,
      });
    }
  }
}

/** Folders that are there, whoever made them, stay as they are. */
async function makeFolder(folder: string, mode: number): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode });
  if (first === undefined) {
    return;
  }
  // Whatever the process masks, that is what was asked for.
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await chmod(made, mode);
  }
}

/**
 * A folder of the backend's own disk.
 *
 * @param root - `auditLog.storage.localFolder`; undefined where it isn't set
 * @param mode - of folders that are made in it; files have the same without
 * the right to execute
 */
export function localProvider(
  root: string | undefined,
  mode: number = DEFAULT_MODE,
): StorageProviderFactory {
  return {
    kind: 'local',
    open: async ({ destination }) => {
      if (root === undefined) {
        throw new InputError(
          "Local storage is not offered here: 'auditLog.storage.localFolder' is not set in app-config.yaml",
        );
      }
      const folder = resolve(root, destination.container, destination.prefix);
      await makeFolder(folder, mode).catch(error => {
        throw localError(error, destination.container);
      });
      return new LocalStorage(folder, mode);
    },
  };
}
