import { SimulatedProcess } from './SimulatedProcess.mjs';

/**
 * A backend of the deployment: one process after the other, as something
 * restarts those that died.
 */
export class Member {
  name;
  host;
  link;
  process;
  program;
  #world;
  #kind;
  #lives = 0;
  /** What it last learned of recording. */
  #learned;
  #random;

  constructor({ name, kind, host, link, world }) {
    this.name = name;
    this.host = host;
    this.link = link;
    this.#kind = kind;
    this.#world = world;
    this.#random = world.random.fork(name);
  }

  get isPortal() {
    return this.#kind === 'startPortal';
  }

  get isUp() {
    return this.process !== undefined && !this.process.isDead;
  }

  start() {
    if (this.isUp) {
      return;
    }
    const { scheduler, bundle, tables } = this.#world;
    const process = new SimulatedProcess({
      pid: this.host.freePid(),
      host: this.host,
      scheduler,
      random: this.#random.fork(`life ${(this.#lives += 1)}`),
      onDeath: () => this.#died(process),
    });
    this.host.add(process);
    this.#world.note(`${this.name} starts`);
    this.process = process;
    this.#learned = undefined;
    this.program = undefined;
    try {
      const programs = process.load(bundle);
      this.program = programs[this.#kind]({
        name: this.name,
        database: {
          logId: tables.logId,
          do: work => this.link.send(process, () => work(tables)),
        },
        random: () => this.#random.next(),
        onLearned: ({ recording, rules, period }) => {
          if (!process.isDead) {
            const at = scheduler.now;
            this.host.learned.push({ at, recording, rules, period, process });
            if (this.#learned !== recording) {
              this.#learned = recording;
              this.#world.note(`${this.name} learns '${recording}'`);
            }
          }
        },
        isRefused: ({ plugin }) =>
          plugin === 'sick' && this.#world.isSicknessOn,
      });
    } catch (error) {
      if (!process.isDead) {
        this.#world.problem(`${this.name} can't start: ${error.stack}`);
        process.die();
      }
    }
  }

  kill() {
    this.process?.die();
  }

  /** As an orchestrator ends it, who has patience. */
  async shutDown() {
    const { process, program } = this;
    if (this.isUp && program) {
      process.isEnding = true;
      await program.stop();
      process.die();
    }
  }

  #died(process) {
    const { host } = this;
    host.remove(process);
    this.#world.note(`${this.name} died`);
    host.wellSince = Infinity;
    const ms = this.#random.weighted([
      [3, this.#random.between(100, 2_000)],
      [1, this.#random.between(2_000, 40_000)],
    ]);
    this.#world.scheduler.after(ms, () => {
      if (this.#world.losesKnowledge()) {
        host.disk
          .files()
          .filter(([path]) => path.includes('/knowledge-'))
          .forEach(([path]) => host.disk.remove(path, true));
      }
      this.start();
      this.#world.meetRequests(this);
      host.wellSince = this.#world.scheduler.now;
    });
  }
}
