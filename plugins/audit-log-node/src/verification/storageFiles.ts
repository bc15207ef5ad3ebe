import type { StorageProvider } from '../storage';
import { ExportFiles } from './types';

/**
 * The exports in an opened storage. Parts of files are read by reading the
 * file up to there: copy large exports to a folder first.
 *
 * @public
 */
export function storageFiles(
  storage: Pick<StorageProvider, 'list' | 'get' | 'head'>,
): ExportFiles {
  return {
    async list() {
      const names: string[] = [];
      for await (const { key } of storage.list({ prefix: '' })) {
        names.push(key);
      }
      return names;
    },
    read: name => storage.get(name),
    async readAt(name, start, length) {
      const chunks: Uint8Array[] = [];
      let read = 0;
      for await (const chunk of storage.get(name)) {
        chunks.push(chunk);
        read += chunk.length;
        if (read >= start + length) {
          break;
        }
      }
      return Buffer.concat(chunks).subarray(start, start + length);
    },
    size: async name => (await storage.head(name))?.size ?? 0,
  };
}
