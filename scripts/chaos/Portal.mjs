import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../portal/index.mjs';
import { Backend } from './Backend.mjs';
import { backendConfig } from './backendConfig.mjs';
import { Database } from './Database.mjs';
import { Ledger } from './Ledger.mjs';
import { Proxy } from './Proxy.mjs';

const DATABASE_PREFIX = 'chaos_';
const SETTLE_DEADLINE_MS = 600_000;
const READY_DEADLINE_MS = 60_000;

/**
 * Replicas of the audit log on one PostgreSQL, one of them perhaps only
 * sometimes, and perhaps a backend without it that delivers over HTTP; proxies
 * on every connection.
 */
export class Portal {
  folder = mkdtempSync(join(tmpdir(), 'audit-log-chaos-'));
  ledgerPath = join(this.folder, 'ledger.jsonl');
  ledger = new Ledger(this.ledgerPath);
  backends = [];
  database;
  databaseProxy;
  splitProxy;
  #programs;
  #profile;
  #spare;
  #healings = new Set();

  /** @param options - `programs` as bundled, and the `profile` of the run */
  static async start({ programs, profile }) {
    const portal = new Portal();
    portal.#programs = programs;
    portal.#profile = profile;
    portal.database = await Database.start();
    portal.databaseProxy = await Proxy.start({
      port: Number(portal.database.url.port),
    });
    const { replicas, spare, split } = profile;
    const names = [...replicas, spare, split].filter(Boolean);
    const ports = {};
    for (const name of names) {
      ports[name] = await freePort();
    }
    portal.splitProxy = await Proxy.start({ port: ports[replicas[0]] });
    for (const name of names) {
      const backend = portal.#createBackend(name, ports);
      if (name === spare) {
        portal.#spare = backend;
      } else {
        portal.backends.push(backend);
      }
    }
    try {
      const [first, ...others] = portal.backends;
      first.start();
      await first.whenReady();
      // What it compiled saves the others, and those after it, the work.
      first.say('keep-compiled');
      if (profile.isWholePlugin) {
        await portal.#enableRecording();
      }
      others.forEach(backend => backend.start());
      await Promise.all(others.map(backend => backend.whenReady()));
      // Replicas learn from the database that recording is enabled.
      await Promise.all(
        [first, ...others].map(backend => portal.#whenRecording(backend)),
      );
      portal.#all().forEach(backend => backend.drive(true));
      return portal;
    } catch (error) {
      await portal.close();
      throw error;
    }
  }

  /** Every backend, those that don't run at present included. */
  #all() {
    return [...new Set([...this.backends, ...[this.#spare].filter(Boolean)])];
  }

  /** Connection options of the plugin's database, not through a proxy. */
  get logConnection() {
    const url = this.database.url;
    url.pathname = `/${DATABASE_PREFIX}audit-log`;
    return url.toString();
  }

  /** Remembers what heals a fault, so that its end can be waited for. */
  healing = promise => {
    this.#healings.add(promise);
    promise.finally(() => this.#healings.delete(promise)).catch(() => {});
  };

  async toggleThirdReplica() {
    const third = this.#spare;
    if (this.backends.includes(third)) {
      this.backends.splice(this.backends.indexOf(third), 1);
      this.healing(third.end('SIGTERM'));
    } else {
      // It may still be ending.
      await Promise.all([...this.#healings]);
      this.backends.push(third);
      third.start();
    }
  }

  /** Resolves when a backend is at work; gives up waiting after a while. */
  async whenAnyReady() {
    const deadline = Date.now() + READY_DEADLINE_MS;
    while (
      !this.backends.some(({ isReady }) => isReady) &&
      Date.now() < deadline
    ) {
      await delay(50);
    }
  }

  #memoryPeakMb = 0;

  /** Resident memory of the largest backend seen so far. */
  async memoryPeakMb() {
    const ready = this.backends.filter(backend => backend.isReady);
    for (const { rssMb } of await Promise.all(
      ready.map(async backend => (await backend.status()) ?? { rssMb: 0 }),
    )) {
      this.#memoryPeakMb = Math.max(this.#memoryPeakMb, rssMb);
    }
    return this.#memoryPeakMb;
  }

  /** Heals everything, and waits until nothing is held back anywhere. */
  async settle() {
    await Promise.all([...this.#healings]);
    for (const backend of this.backends) {
      await backend.whenReady();
      backend.limitFiles('unlimited');
    }
    this.#all().forEach(backend => backend.drive(false));
    const deadline = Date.now() + SETTLE_DEADLINE_MS;
    for (;;) {
      const statuses = await Promise.all(
        this.backends.map(backend => backend.status()),
      );
      if (statuses.every(status => status?.queued === 0)) {
        break;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `Events are still held back: ${JSON.stringify(statuses)}`,
        );
      }
      await delay(250);
    }
    await this.#sweep();
    this.ledger.flush();
  }

  /** What dead processes left is taken over by the next that starts. */
  async #sweep() {
    const { replicas, split } = this.#profile;
    const kept = [split, replicas[0]].filter(Boolean);
    for (const backend of this.backends) {
      if (!kept.includes(backend.name)) {
        await backend.end('SIGTERM');
      }
    }
    const byName = name => this.backends.find(backend => backend.name === name);
    for (const name of kept) {
      const backend = byName(name);
      do {
        if (backend.isReady) {
          backend.signal('SIGTERM');
        }
        await delay(100);
        await backend.whenReady();
        await this.#whenRecording(backend);
        await this.#whenEmpty(backend);
      } while (this.#deadJournals(name).length > 1);
    }
    for (const name of kept) {
      await byName(name).end('SIGTERM');
    }
  }

  async #whenRecording(backend) {
    const deadline = Date.now() + SETTLE_DEADLINE_MS;
    while ((await backend.status())?.recording !== 'on') {
      if (Date.now() > deadline) {
        throw new Error(`Backend ${backend.name} does not record`);
      }
      await delay(250);
    }
  }

  async #whenEmpty(backend) {
    const deadline = Date.now() + SETTLE_DEADLINE_MS;
    for (;;) {
      const status = await backend.status();
      if (status?.queued === 0) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(`${backend.name}: ${JSON.stringify(status)}`);
      }
      await delay(250);
    }
  }

  #deadJournals(name) {
    return readdirSync(this.#journalFolder(name)).filter(entry =>
      entry.startsWith('process-'),
    );
  }

  async close() {
    await Promise.all(this.backends.map(backend => backend.end('SIGKILL')));
    this.databaseProxy.close();
    this.splitProxy.close();
    await this.database.close();
  }

  clean() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #journalFolder(name) {
    return join(this.folder, name === 'split' ? 'split-journal' : 'journal');
  }

  #createBackend(name, ports) {
    const config = backendConfig({
      name,
      ports,
      databaseUrl: this.database.url,
      databasePrefix: DATABASE_PREFIX,
      databasePort: this.databaseProxy.port,
      splitPort: this.splitProxy.port,
      journalFolder: this.#journalFolder(name),
    });
    mkdirSync(this.#journalFolder(name), { recursive: true });
    const path = join(this.folder, `${name}.yaml`);
    // JSON is YAML.
    writeFileSync(path, JSON.stringify(config));
    return new Backend({
      name,
      entry: this.#programs.entry(this.#profile.program),
      cwd: this.#programs.cwd,
      config: path,
      split: name === 'split',
      logPath: join(this.folder, `${name}.log`),
      env: { NODE_COMPILE_CACHE: this.#programs.compileCache },
      onMessage: message => this.ledger.note(message),
    });
  }

  /** As an Admin would, once the tables are there. */
  async #enableRecording() {
    const deadline = Date.now() + SETTLE_DEADLINE_MS;
    for (;;) {
      const client = new pg.Client({ connectionString: this.logConnection });
      try {
        await client.connect();
        const { rowCount } = await client.query(
          `update audit_log_settings set state = 'enabled', version = version + 1`,
        );
        if (rowCount === 1) {
          return;
        }
      } catch (error) {
        if (Date.now() > deadline) {
          throw error;
        }
      } finally {
        await client.end().catch(() => {});
      }
      await delay(250);
    }
  }
}
