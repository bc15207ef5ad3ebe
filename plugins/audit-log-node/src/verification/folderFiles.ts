import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ExportFiles } from './types';

/**
 * The exports in a folder, as a storage's own command copies them there.
 *
 * @public
 */
export function folderFiles(folder: string): ExportFiles {
  const path = (name: string) => join(folder, ...name.split('/'));
  return {
    async list() {
      const entries = await readdir(folder, {
        recursive: true,
        withFileTypes: true,
      });
      return entries
        .filter(entry => entry.isFile())
        .map(entry => relative(folder, join(entry.parentPath, entry.name)))
        .map(name => name.split(sep).join('/'));
    },
    read: name => createReadStream(path(name)),
    async readAt(name, start, length) {
      const file = await open(path(name));
      try {
        const room = Math.max(0, (await file.stat()).size - start);
        const buffer = Buffer.alloc(Math.min(length, room));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    size: async name => (await stat(path(name))).size,
  };
}
