import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const START_DEADLINE_MS = 600_000;
/** For calls to resolve before it is killed all the same. */
const DOOM_DEADLINE_MS = 5_000;

/** One backend as a child process, which is started again when it ends. */
export class Backend {
  name;
  starts = 0;
  /** How often it died by SIGKILL. */
  kills = 0;
  /** Whether it said that it is ready, and nobody ended it since. */
  isReady = false;
  #callsLeft = Infinity;
  #doom;
  #options;
  #child;
  #isWanted = false;
  #isToDrive = false;
  #running = Promise.resolve();
  #waitingForStatus = [];

  /**
   * @param options - `name`, `entry` and `config` (paths), `cwd`, `split`,
   * `onMessage`, `logPath`, `env`
   */
  constructor(options) {
    this.name = options.name;
    this.#options = options;
  }

  get pid() {
    return this.#child?.pid;
  }

  start() {
    this.#isWanted = true;
    this.#running = this.#keepRunning();
  }

  /** Has it audit, also after it was started again, or rest. */
  drive(isToDrive) {
    this.#isToDrive = isToDrive;
    this.say(isToDrive ? 'drive' : 'rest');
  }

  /** Sends a signal; a backend that is wanted comes back by itself. */
  signal(signal) {
    if (signal !== 'SIGCONT' && signal !== 'SIGSTOP') {
      this.isReady = false;
    }
    this.#child?.kill(signal);
  }

  /** Whether it will be killed soon. */
  get isDoomed() {
    return this.#callsLeft !== Infinity;
  }

  /**
   * Kills it when so many more of its calls have resolved: however busy the
   * machine is, it dies in the midst of work.
   */
  doom(calls) {
    this.#callsLeft = calls;
    this.#doom = setTimeout(() => this.signal('SIGKILL'), DOOM_DEADLINE_MS);
  }

  /** Ends it for good. */
  async end(signal) {
    this.#isWanted = false;
    this.signal('SIGCONT');
    this.signal(signal);
    await this.#running;
  }

  say(line) {
    this.#child?.stdin.write(`${line}\n`);
  }

  async whenReady() {
    const deadline = Date.now() + START_DEADLINE_MS;
    while (!this.isReady) {
      if (Date.now() > deadline) {
        throw new Error(`Backend ${this.name} did not get ready`);
      }
      await delay(50);
    }
  }

  /** What its recorder says, or undefined where it doesn't answer. */
  async status() {
    const answer = new Promise(resolve => this.#waitingForStatus.push(resolve));
    this.say('status');
    return Promise.race([answer, delay(2_000).then(() => undefined)]);
  }

  /** Largest file it may write, in bytes: a disk that is full. */
  limitFiles(bytes) {
    return (
      spawnSync('prlimit', [`--pid=${this.pid}`, `--fsize=${bytes}:`])
        .status === 0
    );
  }

  async #keepRunning() {
    while (this.#isWanted) {
      await this.#run();
      this.isReady = false;
      this.#callsLeft = Infinity;
      clearTimeout(this.#doom);
    }
  }

  #run() {
    const { entry, cwd, config, split, logPath, env } = this.#options;
    this.starts += 1;
    const child = spawn(
      process.execPath,
      [entry, '--config', config, ...(split ? ['--split'] : [])],
      {
        cwd,
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, ...env, NODE_ENV: 'production' },
      },
    );
    this.#child = child;
    const log = createWriteStream(logPath, { flags: 'a' });
    child.stderr.pipe(log, { end: false });
    child.stdin.on('error', () => {});
    createInterface({ input: child.stdout }).on('line', line => {
      if (line.startsWith('@chaos ')) {
        this.#hear(line.slice(7));
      } else {
        log.write(`${line}\n`);
      }
    });
    return new Promise(resolve => {
      child.once('close', (_, signal) => {
        this.kills += signal === 'SIGKILL' ? 1 : 0;
        log.end();
        resolve();
      });
    });
  }

  #hear(text) {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return; // Cut off by the death of the process: never said.
    }
    if (message.t === 'ready') {
      this.isReady = true;
      if (this.#isToDrive) {
        this.say('drive');
      }
    } else if (message.t === 'status') {
      this.#waitingForStatus
        .splice(0)
        .forEach(resolve => resolve(message.status));
    } else {
      this.#callsLeft -= 1;
      if (this.#callsLeft <= 0) {
        this.signal('SIGKILL');
      }
      const { name } = this;
      this.#options.onMessage({ ...message, name, at: Date.now() });
    }
  }
}
