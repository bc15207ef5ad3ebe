import { createHash } from 'node:crypto';
import { anyFault, sendSick } from './faults.mjs';
import { fetchFrom } from './fetchFrom.mjs';
import { Host } from './Host.mjs';
import { brokenPromises, isPromised } from './invariants.mjs';
import { Ledger } from './Ledger.mjs';
import { Link } from './Link.mjs';
import { Member } from './Member.mjs';
import { Random } from './Random.mjs';
import { rulesFor } from './rules.mjs';
import { Scheduler } from './Scheduler.mjs';
import { Tables } from './Tables.mjs';
import { operate } from './workload.mjs';

const MINUTE_MS = 60_000;
/** Faults for so long, and then none until everything must be well again. */
const FAULTY_MS = 15 * MINUTE_MS;
const QUIET_MS = 7 * MINUTE_MS;
export const ROUND_MS = FAULTY_MS + QUIET_MS;

/** So long plugins go on when nothing goes wrong any more. */
const AT_WORK_MS = 60_000;

const MEAN_BETWEEN_OPERATIONS_MS = 2_500;
const MEAN_BETWEEN_FAULTS_MS = 20_000;

/** Longest that an event may be on its way while nothing is wrong. */
const STALL_MS = 120_000;
/**
 * The same of an event whose process died. One that dies in the instant in
 * which it takes over journals keeps others from it for three minutes.
 */
const STALL_AFTER_DEATH_MS = 300_000;
const ADMIN = { type: 'user', ref: 'user:default/ada' };

/**
 * Two replicas of a portal on one host, a backend that delivers to them, and
 * whatever goes wrong.
 */
export class World {
  scheduler = new Scheduler();
  ledger = new Ledger(() => this.scheduler.now);
  tables = new Tables(this.scheduler, sentence => this.note(sentence));
  members;
  bundle;
  random;
  workRandom;
  problems = [];
  trace = [];
  faults = {};
  isSicknessOn = false;
  isFirstRelease = false;
  dropsMoody = false;
  isCalm = true;
  isAtWork = true;
  #leaves = [];
  #checkLog;
  #digest = createHash('sha256');

  constructor({ seed, bundle }) {
    this.bundle = bundle;
    this.random = new Random(seed);
    this.workRandom = this.random.fork('work');
    this.#checkLog = bundle.evaluate(
      ['require'],
      [process.getBuiltinModule('module').createRequire(import.meta.url)],
    ).checkLog;
    const portal = this.#host('portal');
    const other = this.#host('other');
    this.members = [
      this.#member('portal-1', 'startPortal', portal),
      this.#member('portal-2', 'startPortal', portal),
      this.#member('other', 'startDelivering', other),
    ];
  }

  get portalClock() {
    return this.members[0].host.clock;
  }

  /** A digest of all that was ever in the log. */
  get digest() {
    return this.#digest.copy().digest('hex').slice(0, 16);
  }

  /** Kept for whoever looks into a failing seed. */
  note = sentence => {
    this.trace.push(`${(this.scheduler.now / 1000).toFixed(3)} s ${sentence}`);
  };

  problem(sentence) {
    const minutes = (this.scheduler.now / MINUTE_MS).toFixed(2);
    this.problems.push(`after ${minutes} minutes: ${sentence}`);
  }

  oneOf(matches) {
    return this.random.pick(this.members.filter(matches));
  }

  anyMember = () => this.random.pick(this.members);

  /** Puts something right after a while. */
  untilWell(host, ms, heal) {
    host.wellSince = Infinity;
    this.scheduler.after(ms, () => {
      heal();
      host.wellSince = this.scheduler.now;
    });
  }

  losesKnowledge() {
    return !this.isCalm && this.random.chance(0.15);
  }

  /** What an Admin does, who tries again where it doesn't work. */
  change(command) {
    const { program, process } = this.oneOf(({ isPortal }) => isPortal);
    const again = () => this.scheduler.after(2_000, () => this.change(command));
    if (!program || process.isDead) {
      again();
      return;
    }
    program
      .ask(command, ADMIN)
      .then(() => this.note(`${command} was asked for`), again);
  }

  changeRules(rules) {
    const { settings } = this.tables;
    this.tables.settings = {
      ...settings,
      changed: { ...settings.changed, rules },
      version: settings.version + 1,
    };
  }

  /** Requests wait for a backend to be back, and come at once. */
  meetRequests(member) {
    for (let i = 0; this.isAtWork && i < 3; i += 1) {
      void operate(this, member);
    }
  }

  recoverFromSickness() {
    this.isSicknessOn = false;
    this.tryQuarantine();
  }

  tryQuarantine() {
    for (const { isUp, program } of this.members) {
      if (isUp && program) {
        program.recorder.redrive().catch(() => {});
      }
    }
  }

  /** Some time with faults and some without, after which all must be right. */
  async round() {
    const { scheduler, random } = this;
    if (scheduler.now === 0) {
      this.changeRules(rulesFor(this));
      this.members.forEach(member => member.start());
      this.#work();
      this.#watch();
      scheduler.after(random.between(0, 20_000), () => this.change('enable'));
    }
    this.isCalm = false;
    this.isAtWork = true;
    this.trace = [];
    this.#fault();
    await scheduler.run(FAULTY_MS);
    this.#calm();
    await scheduler.run(AT_WORK_MS);
    this.isAtWork = false;
    await scheduler.run(QUIET_MS / 2 - AT_WORK_MS);
    this.recoverFromSickness();
    await scheduler.run(QUIET_MS / 2);
    this.#look();
  }

  #host(name) {
    return new Host({
      name,
      scheduler: this.scheduler,
      random: this.random.fork(name),
      fetch: (process, url, init) => fetchFrom(this, process, init),
    });
  }

  #member(name, kind, host) {
    const { scheduler } = this;
    const random = this.random.fork(`link of ${name}`);
    const link = new Link({ scheduler, random });
    return new Member({ name, kind, host, link, world: this });
  }

  #work() {
    const next = () => {
      if (this.isAtWork) {
        const member = this.workRandom.pick(this.members);
        if (member.isUp) {
          void operate(this, member);
        }
      }
      const ms = this.workRandom.exponential(MEAN_BETWEEN_OPERATIONS_MS);
      this.scheduler.after(ms, next);
    };
    next();
  }

  #fault() {
    const ms = this.random.exponential(MEAN_BETWEEN_FAULTS_MS);
    this.scheduler.after(ms, () => {
      if (!this.isCalm) {
        const name = anyFault(this);
        this.note(name);
        this.faults[name] = (this.faults[name] ?? 0) + 1;
        this.#fault();
      }
    });
  }

  #calm() {
    this.isCalm = true;
    this.isFirstRelease = false;
    // What is refused for its own sake delays nobody.
    this.isSicknessOn = true;
    this.members.forEach(member => sendSick(this, member));
    for (const { host, link } of this.members) {
      link.heal();
      host.disk.isFull = false;
    }
  }

  /** Takes note of what is on its way for too long. */
  #watch() {
    const { scheduler, tables, ledger } = this;
    const { now } = scheduler;
    for (const each of ledger.operations.values()) {
      const most = each.process.isDead ? STALL_AFTER_DEATH_MS : STALL_MS;
      if (
        isPromised(each, tables, now) &&
        now - Math.max(each.resolvedAt, this.#wellSince(each.host)) > most &&
        tables.about(each.id).length === 0 &&
        !each.isStalled
      ) {
        each.isStalled = true;
        this.problem(
          `operation ${each.id} of '${each.plugin}' at ${each.member} is on its way for more than ${most} ms`,
        );
      }
    }
    scheduler.after(10_000, () => this.#watch());
  }

  /** What is wrong with the portal keeps what others deliver, too. */
  #wellSince(host) {
    return Math.max(
      host.wellSince,
      ...this.members
        .filter(({ isPortal }) => isPortal)
        .map(member => member.host.wellSince),
    );
  }

  #look() {
    const { ledger, tables, scheduler } = this;
    const { now } = scheduler;
    const hosts = this.members.map(({ host }) => host);
    for (const sentence of [
      ...this.#checkLog(tables.events, tables.head, this.#leaves),
      ...brokenPromises({ ledger, tables, hosts, now }),
    ]) {
      this.problem(sentence);
    }
    for (const { prepared, leafHash } of tables.events) {
      this.#digest.update(prepared.event.id).update(leafHash);
    }
    tables.forgetEvents();
    ledger.operations.clear();
    for (const { host } of this.members) {
      host.learned = host.learned.slice(-100);
    }
  }
}
