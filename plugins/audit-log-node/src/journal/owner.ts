import {
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { LogNote, writeLogNote } from './logNote';

const OWNER_FILE = 'owner.json';
/** How often an owner says that it is alive. */
export const HEARTBEAT_MS = 20_000;
/** Without a sign of life for so long, an owner on another host is dead. */
const DEAD_AFTER_MS = 3 * 60_000;

interface Owner {
  host: string;
  pid: number;
  /** Tells processes apart that got the same id one after the other. */
  startedAt: string | null;
}

/**
 * Makes a folder of the journal where there is none, owns it, and says of
 * which log it is.
 *
 * @remarks
 * The file of the owner is put in place whole or not at all: half of one, from
 * a disk that became full, would make a living owner look dead.
 */
export function claimFolder(folder: string, note: LogNote): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, OWNER_FILE);
  if (readOwnerFile(path) !== ownerText()) {
    writeFileSync(`${path}.new`, ownerText(), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  writeLogNote(folder, note);
}

/** Says that the owner is alive. */
export function beat(folder: string, now: number): void {
  utimesSync(join(folder, OWNER_FILE), now / 1000, now / 1000);
}

/**
 * Whether the owner of a folder is dead, so that its events are to be taken
 * over.
 */
export function isOwnerDead(folder: string, now: number): boolean {
  return (
    isDead(join(folder, OWNER_FILE), now) ??
    // A process that died while it made its folder, or is making it now.
    isOld(folder, now)
  );
}

/**
 * Whether the process that a file names is dead; undefined where the file
 * names none. On this host the process table tells; on another one only that
 * it has given no sign of life for a long time.
 */
export function isDead(path: string, now: number): boolean | undefined {
  let owner: Owner;
  try {
    owner = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  return owner.host === hostname()
    ? !isRunning(owner.pid) || processStart(owner.pid) !== owner.startedAt
    : ageOf(path, now) > DEAD_AFTER_MS;
}

/** Names this process. */
export function ownerText(): string {
  return JSON.stringify({
    host: hostname(),
    pid: process.pid,
    startedAt: processStart(process.pid),
  } satisfies Owner);
}

function readOwnerFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Whether a file or folder is not being made now. One that is of the future was
 * made before the clock was set back: nobody would take it for old for as long.
 */
export function isOld(path: string, now: number): boolean {
  return Math.abs(ageOf(path, now)) > DEAD_AFTER_MS;
}

/** Milliseconds since something happened to it; 0 where it is gone. */
function ageOf(path: string, now: number): number {
  try {
    return now - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Start time as the kernel tells it, or null where it doesn't. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start is the 22nd field.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
