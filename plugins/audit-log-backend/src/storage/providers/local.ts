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

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put({ key, signal, ...options }: PutObjectOptions): Promise<void> {
    const { body, rethrow } = watchBody(options.body);
    const path = this.#path(key);
    const part = join(dirname(path), `.${randomUUID()}${unfinished}`);
    try {
      await mkdir(dirname(path), { recursive: true });
      await this.#refuseWayOut(dirname(path));
      const file = await open(part, 'wx');
      try {
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

/**
 * A folder of the backend's own disk.
 *
 * @param root - `auditLog.storage.localFolder`; undefined where it isn't set
 */
export function localProvider(
  root: string | undefined,
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
      await mkdir(folder, { recursive: true }).catch(error => {
        throw localError(error, destination.container);
      });
      return new LocalStorage(folder);
    },
  };
}
