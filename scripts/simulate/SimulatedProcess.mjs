import * as crypto from 'node:crypto';
import { createRequire } from 'node:module';
import { brokenBy } from './Link.mjs';
import { filesFor } from './files.mjs';

/** What a dead process meets wherever it would have an effect. */
class Death extends Error {
  constructor() {
    super('The process is dead');
  }
}

/** Whether an error is only of a process that goes on although it is dead. */
export function isDeath(error) {
  return (
    error instanceof Death ||
    (error?.cause !== undefined && isDeath(error.cause))
  );
}

const requireReal = createRequire(import.meta.url);

/**
 * One process: it runs the bundled product in an environment in which time,
 * disk, network and chance are simulated, and can be killed at any effect that
 * it has. What a dead process goes on to do has no effect any more.
 */
export class SimulatedProcess {
  isDead = false;
  /** In true time. */
  diedAt = Infinity;
  /** It shuts down. */
  isEnding = false;
  pid;
  startedAt;
  /** Rejects when it dies. */
  death;
  #tellDeath;
  #host;
  #scheduler;
  #random;
  /** Effects until it dies; undefined where it is to live. */
  #effectsLeft;
  #onDeath;

  constructor({ pid, host, scheduler, random, onDeath }) {
    this.pid = pid;
    this.#host = host;
    this.#scheduler = scheduler;
    this.#random = random;
    this.#onDeath = onDeath;
    this.startedAt = scheduler.now;
    this.death = new Promise((_, reject) => {
      this.#tellDeath = () => reject(brokenBy('ECONNRESET'));
    });
    this.death.catch(() => {});
  }

  /** Loads the product. @returns what the entry of the bundle exports */
  load(bundle) {
    const { names, values } = this.#environment();
    return bundle.evaluate(names, values);
  }

  /** Lets it die at its nth effect from now on. */
  dieAfter(effects) {
    this.#effectsLeft = effects;
  }

  die() {
    if (!this.isDead) {
      this.isDead = true;
      this.diedAt = this.#scheduler.now;
      this.#tellDeath();
      this.#onDeath(this);
    }
  }

  /**
   * Something that others can see is about to happen.
   *
   * @param size - how much is to be written, where something is
   * @returns how much of it happens
   * @throws where it is dead
   */
  effect(size) {
    if (this.isDead) {
      throw new Death();
    }
    if (this.#effectsLeft === undefined || this.#effectsLeft-- > 0) {
      return size;
    }
    this.die();
    if (size === undefined) {
      throw new Death();
    }
    return this.#random.whole(0, size);
  }

  /** Resolves after so much virtual time, unless it is dead by then. */
  delay(ms) {
    return new Promise(resolve => {
      this.#scheduler.after(ms, resolve, this);
    });
  }

  #later(work) {
    return new Promise((resolve, reject) => {
      const run = () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      };
      this.#scheduler.after(this.#random.between(0.05, 2), run, this);
    });
  }

  #environment() {
    const host = this.#host;
    const { disk, clock } = host;
    const files = filesFor({
      disk,
      host,
      effect: size => this.effect(size),
      later: work => this.#later(work),
    });
    const timers = this.#timers();
    const modules = {
      'node:fs': files.sync,
      'node:fs/promises': files.promises,
      'node:crypto': seededCrypto(this.#random),
      'node:os': { ...requireReal('node:os'), hostname: () => host.name },
      'node:timers/promises': timers.promises,
    };
    const globals = {
      require: name =>
        modules[name] ?? modules[`node:${name}`] ?? requireReal(name),
      ...timers.globals,
      crypto: modules['node:crypto'].webcrypto,
      Date: dateOf(clock),
      Math: seededMath(this.#random),
      performance: { now: () => this.#scheduler.now },
      process: this.#process(),
      fetch: (url, init) => host.fetch(this, url, init),
      AbortSignal: {
        any: signals => AbortSignal.any(signals),
        timeout: ms => {
          const aborting = new AbortController();
          this.#scheduler.after(ms, () => aborting.abort(timeoutError()), this);
          return aborting.signal;
        },
      },
    };
    return { names: Object.keys(globals), values: Object.values(globals) };
  }

  #process() {
    const host = this.#host;
    return {
      pid: this.pid,
      env: {},
      platform: 'linux',
      versions: process.versions,
      cwd: () => '/',
      nextTick: process.nextTick,
      kill: pid => host.signal(pid),
      on: () => {},
    };
  }

  #timers() {
    const set = (run, ms, repeats) => {
      const timer = {
        unref: () => timer,
        ref: () => timer,
        hasRef: () => false,
      };
      const fire = () => {
        if (repeats) {
          timer.cancel = this.#scheduler.after(Math.max(1, ms), fire, this);
        }
        try {
          run();
        } catch (error) {
          if (!isDeath(error)) {
            throw error;
          }
        }
      };
      timer.cancel = this.#scheduler.after(Math.max(0, ms), fire, this);
      return timer;
    };
    const clear = timer => timer?.cancel?.();
    return {
      globals: {
        setTimeout: (run, ms = 0, ...args) => set(() => run(...args), ms),
        setInterval: (run, ms = 0, ...args) =>
          set(() => run(...args), ms, true),
        setImmediate: (run, ...args) => set(() => run(...args), 0),
        clearTimeout: clear,
        clearInterval: clear,
        clearImmediate: clear,
      },
      promises: {
        setImmediate: value => this.delay(0).then(() => value),
        setTimeout: (ms = 0, value, { signal } = {}) =>
          new Promise((resolve, reject) => {
            const timer = set(() => resolve(value), ms);
            const abort = () => {
              clear(timer);
              reject(signal.reason);
            };
            if (signal?.aborted) {
              abort();
            }
            signal?.addEventListener('abort', abort, { once: true });
          }),
      },
    };
  }
}

function timeoutError() {
  return new DOMException('The operation timed out', 'TimeoutError');
}

function dateOf(clock) {
  return class extends Date {
    constructor(...args) {
      super(...(args.length === 0 ? [clock.now()] : args));
    }

    static now() {
      return clock.now();
    }
  };
}

function seededMath(random) {
  return Object.assign(Object.create(Math), { random: () => random.next() });
}

/** Hashes are the real ones; what is random comes from the seed. */
function seededCrypto(random) {
  const bytes = size => random.bytes(size);
  const randomUUID = () => {
    const id = bytes(16);
    id[6] = (id[6] & 0x0f) | 0x40;
    id[8] = (id[8] & 0x3f) | 0x80;
    return id
      .toString('hex')
      .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  };
  const fill = array => random.fill(array);
  return {
    ...crypto,
    randomBytes: bytes,
    randomFillSync: fill,
    randomUUID,
    webcrypto: { getRandomValues: fill, randomUUID },
  };
}
