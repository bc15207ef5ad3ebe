import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from './paths.mjs';

/**
 * A hash of the names and contents of files, and of all files in folders.
 * Paths are relative to the repository; what does not exist counts as empty.
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesAt).sort()) {
    hash.update(`${file}\0`).update(readFileSync(inRepository(file)));
  }
  return hash.digest('hex');
}

/** Folders of the workspaces, such as `plugins/audit-log`. */
export function workspaceFolders() {
  return ['packages', 'plugins'].flatMap(parent =>
    readdirSync(inRepository(parent))
      .map(name => `${parent}/${name}`)
      .filter(folder => existsSync(inRepository(folder, 'package.json'))),
  );
}

function filesAt(path) {
  const absolute = inRepository(path);
  if (!existsSync(absolute)) {
    return [];
  }
  if (statSync(absolute).isFile()) {
    return [path];
  }
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name).slice(inRepository().length + 1),
    );
}
