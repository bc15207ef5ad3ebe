import {
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isDead, isOld, ownerText } from './owner';

/** The one with the highest number names who takes over journals. */
const ADOPTER_FILE = /^adopter-(\d+)\.json$/;

/**
 * The right to take over what dead processes left. One process at a time has
 * it: two that share the lines of one dead process between them could not tell
 * which of its operations had ended.
 *
 * @returns what gives the right back, or undefined while another process has it
 */
export function becomeAdopter(
  folder: string,
  now: number,
): (() => void) | undefined {
  const latest = latestAdopter(folder);
  if (latest > 0 && isHeld(pathOf(folder, latest), now)) {
    return undefined;
  }
  const number = latest + 1;
  const path = pathOf(folder, number);
  try {
    writeFileSync(path, ownerText(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      giveBack(path);
      throw error;
    }
    return undefined;
  }
  if (latestAdopter(folder) !== number) {
    // What was seen above was out of date.
    rmSync(path, { force: true });
    return undefined;
  }
  // Never the latest: nobody must be able to make a number a second time.
  rmSync(pathOf(folder, latest), { force: true });
  return () => giveBack(path);
}

/** Needs no room on the disk. */
function giveBack(path: string): void {
  truncateSync(path);
  utimesSync(path, 0, 0);
}

/** A file that names nobody is being written, unless it is old. */
function isHeld(path: string, now: number): boolean {
  const dead = isDead(path, now);
  return dead === undefined ? !isOld(path, now) : !dead;
}

function latestAdopter(folder: string): number {
  const numbers = readdirSync(folder).map(name =>
    Number(ADOPTER_FILE.exec(name)?.[1] ?? 0),
  );
  return Math.max(0, ...numbers);
}

function pathOf(folder: string, number: number): string {
  return join(folder, `adopter-${number}.json`);
}
