import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** What a folder of the journal has in it, and nothing else. */
const OURS = /^(process-.+|adopter-\d+\.json|knowledge-.+|quarantine)$/;

/**
 * Leaves what earlier versions or a careless copy made readable to the process
 * alone. A folder in which other things lie, too, stays as it is: others may
 * have to enter it. Never throws.
 */
export function tightenModes(folder: string): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // There is nothing yet, and what is made will be right.
    return;
  }
  const ours = names.filter(name => OURS.test(name));
  if (ours.length === names.length && ours.length > 0) {
    tighten(folder, FOLDER_MODE);
  }
  ours.forEach(name => tightenAll(join(folder, name)));
}

function tightenAll(path: string): void {
  try {
    const stats = lstatSync(path);
    if (stats.isFile()) {
      tighten(path, FILE_MODE);
    } else if (stats.isDirectory()) {
      tighten(path, FOLDER_MODE);
      readdirSync(path).forEach(name => tightenAll(join(path, name)));
    }
  } catch {
    // It went meanwhile.
  }
}

function tighten(path: string, mode: number): void {
  try {
    if ((lstatSync(path).mode & 0o777 & ~mode) !== 0) {
      chmodSync(path, mode);
    }
  } catch {
    // It is somebody else's, or went meanwhile.
  }
}
