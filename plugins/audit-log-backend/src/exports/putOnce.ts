import { ConflictError } from '@backstage/errors';
import {
  ObjectExistsError,
  StorageProvider,
} from 'backstage-plugin-audit-log-node';
import { digestOf } from './digest';

/**
 * Puts an object whose bytes follow from its name: where it is there already,
 * with the same bytes, an earlier attempt has put it.
 *
 * @throws ConflictError where there is one with other bytes.
 */
export async function putOnce(options: {
  storage: StorageProvider;
  key: string;
  /** Gives the bytes from the start each time it is called. */
  body: () => AsyncIterable<Uint8Array>;
  contentType: string;
  signal: AbortSignal;
}): Promise<void> {
  const { storage, key, body, contentType, signal } = options;
  try {
    await storage.put({
      key,
      body: body(),
      contentType,
      metadata: {},
      signal,
    });
  } catch (error) {
    if (!(error instanceof ObjectExistsError)) {
      throw error;
    }
    const theirs = await digestOf(storage.get(key, signal));
    if (theirs !== (await digestOf(body()))) {
      throw new ConflictError(
        `Object '${key}' exists with other content: expected none of that name`,
      );
    }
  }
}
