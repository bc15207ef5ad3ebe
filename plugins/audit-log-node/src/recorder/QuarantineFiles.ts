import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOld } from '../journal';
import { QuarantinedEvent } from './types';

/** A file of the folder: what it holds, or why that can't be told. */
export interface QuarantineFile {
  name: string;
  bytes: number;
  held: QuarantinedEvent;
  /** The period of recording in which the event is known to have happened. */
  period?: string;
}

const ENDING = '.json';

/** Of a file that is not whole yet. */
const HALF = /\.json\.\d+\.tmp$/;

/** A folder with one file for each event that was put aside. */
export class QuarantineFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Every file, oldest first. One that was cut off when a process died is
   * listed as unreadable: it hides no other, and is kept. What a process that
   * died was still writing is removed: the journal has the event.
   */
  readAll(): QuarantineFile[] {
    let names: string[];
    try {
      names = readdirSync(this.#folder);
    } catch {
      return [];
    }
    names.filter(name => HALF.test(name)).forEach(name => this.#tidy(name));
    return names
      .filter(name => name.endsWith(ENDING))
      .sort()
      .flatMap(name => {
        const file = this.read(name);
        return file ? [file] : [];
      });
  }

  /** What is in a file now; undefined where it is gone. */
  read(name: string): QuarantineFile | undefined {
    const path = join(this.#folder, name);
    let bytes = 0;
    let since = new Date(0);
    try {
      const stats = statSync(path);
      bytes = stats.size;
      since = stats.mtime;
      return { name, bytes, ...parse(readFileSync(path, 'utf8')) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      const held: QuarantinedEvent = {
        id: name.slice(0, -ENDING.length),
        event: null,
        reason: `Its file can't be read: ${(error as Error).message}`,
        since: since.toISOString(),
      };
      return { name, bytes, held };
    }
  }

  /**
   * Writes a file that is either whole or not there, whatever happens. Returns
   * its name and size; undefined where it can't be written.
   */
  async save(
    held: QuarantinedEvent,
    period?: string,
  ): Promise<{ name: string; bytes: number } | undefined> {
    // Only ids that are plain words become file names.
    if (!/^[\w-]{1,64}$/.test(held.id)) {
      return undefined;
    }
    const name = `${held.id}${ENDING}`;
    const path = join(this.#folder, name);
    const half = `${path}.${process.pid}.tmp`;
    const { event, reason, since } = held;
    const text = JSON.stringify({ event, reason, since, period });
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await synced(await open(half, 'w', 0o600), file => file.writeFile(text));
      await rename(half, path);
      // The name itself is in the folder.
      await synced(await open(this.#folder, 'r'), async () => {});
      return { name, bytes: Buffer.byteLength(text) };
    } catch {
      await rm(half, { force: true }).catch(() => {});
      return undefined;
    }
  }

  /** Unless another process is writing it now. Never throws. */
  #tidy(name: string): void {
    const path = join(this.#folder, name);
    try {
      if (isOld(path, Date.now())) {
        rmSync(path, { force: true });
      }
    } catch {
      // The next start tries it again.
    }
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
  }
}

async function synced(
  file: FileHandle,
  use: (file: FileHandle) => Promise<void>,
): Promise<void> {
  try {
    await use(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

function parse(text: string): Pick<QuarantineFile, 'held' | 'period'> {
  const { event, reason, since, period } = JSON.parse(text);
  if (typeof event?.id !== 'string') {
    throw new TypeError('it holds no event');
  }
  const held = {
    id: event.id,
    event,
    reason: String(reason),
    since: String(since),
  };
  return typeof period === 'string' ? { held, period } : { held };
}
