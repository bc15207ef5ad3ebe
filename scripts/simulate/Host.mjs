import { Clock } from './Clock.mjs';
import { Disk, diskError } from './Disk.mjs';
import { Spans } from './Spans.mjs';

const MOST_PIDS = 40;

/** A machine: a disk, a clock, and the processes that run on it. */
export class Host {
  name;
  disk;
  clock;
  fetch;
  /** What its processes learned, in true time, oldest first. */
  learned = [];
  /** When the power last failed. */
  powerFailedAt = -Infinity;
  /** When its disk was full. */
  full = new Spans();
  /** When its ways were broken, or lost or doubled what was sent. */
  broken = new Spans();
  /** Since when nothing on it or on its ways has been wrong. */
  wellSince = 0;
  #running = new Map();
  #random;

  constructor({ name, scheduler, random, fetch }) {
    this.name = name;
    this.clock = new Clock(scheduler);
    this.disk = new Disk({
      random: random.fork('disk'),
      now: () => this.clock.now(),
    });
    this.fetch = fetch;
    this.#random = random.fork('pids');
  }

  /** Few, so that dead ones come again. */
  freePid() {
    for (;;) {
      const pid = this.#random.whole(2, MOST_PIDS);
      if (!this.#running.has(pid)) {
        return pid;
      }
    }
  }

  add(process) {
    this.#running.set(process.pid, process);
  }

  remove(process) {
    this.#running.delete(process.pid);
  }

  signal(pid) {
    if (!this.#running.has(pid)) {
      throw diskError('ESRCH', String(pid));
    }
  }

  statOf(pid) {
    const process = this.#running.get(pid);
    if (!process) {
      throw diskError('ENOENT', `/proc/${pid}/stat`);
    }
    const fields = Array(19).fill('0').join(' ');
    return `${pid} (node) ${fields} ${process.startedAt} 0`;
  }
}
