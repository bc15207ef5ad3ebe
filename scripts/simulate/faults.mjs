import { rulesFor } from './rules.mjs';
import { operate } from './workload.mjs';

/** What hangs is given up by then. */
const ON_ITS_WAY_MS = 30_000;

const DAY_MS = 86_400_000;

/** The right one most often: what is wrong is found by and by. */
const CLOCKS_AHEAD_MS = [0, 0, 500, -3_000, 90_000, -DAY_MS / 24, 2 * DAY_MS];

/** Something that goes wrong: how often, relative to the others, and how. */
const FAULTS = [
  [
    8,
    'kill at an effect',
    ({ random, anyMember }) =>
      anyMember().process?.dieAfter(random.whole(0, random.pick([5, 50, 500]))),
  ],
  [2, 'kill at once', ({ anyMember }) => anyMember().kill()],
  [
    1,
    'kill all of a host',
    ({ members, anyMember }) => {
      const { host } = anyMember();
      members.filter(each => each.host === host).forEach(each => each.kill());
    },
  ],
  [1, 'shut down', ({ anyMember }) => void anyMember().shutDown()],
  [
    0.5,
    'power failure',
    ({ members, anyMember, scheduler }) => {
      const { host } = anyMember();
      members.filter(each => each.host === host).forEach(each => each.kill());
      host.disk.loseUnsynced();
      host.powerFailedAt = scheduler.now;
    },
  ],
  [
    2,
    'disk full',
    (world, ms) => {
      fillDisk(world, world.anyMember().host, ms);
    },
  ],
  [4, 'way broken', (world, ms) => breakWay(world, world.anyMember(), ms)],
  [
    1,
    'database away',
    (world, ms) => {
      const state = world.random.pick(['refused', 'hanging', 'slow']);
      world.members
        .filter(({ isPortal }) => isPortal)
        .forEach(each => breakWay(world, each, ms, state));
    },
  ],
  [
    2,
    'answers lost',
    (world, ms) => {
      const { link, host } = world.anyMember();
      link.lost = 0.3;
      untilHealed(world, { link, host }, ms);
    },
  ],
  [
    1,
    'requests doubled',
    (world, ms) => {
      const { link, host } = world.oneOf(({ isPortal }) => !isPortal);
      link.doubled = 0.5;
      untilHealed(world, { link, host }, ms);
    },
  ],
  [
    2,
    'clock wrong',
    ({ random, anyMember, note }) => {
      const { host } = anyMember();
      const ahead = random.pick(CLOCKS_AHEAD_MS);
      const rate = random.pick([1, 1, 0.999, 1.001]);
      note(`the clock of '${host.name}' is ${ahead} ms ahead, at ${rate}`);
      host.clock.set({ ahead, rate });
    },
  ],
  [
    1,
    'rules changed',
    world => {
      world.dropsMoody = !world.dropsMoody;
      world.changeRules(rulesFor(world));
    },
  ],
  [
    0.7,
    'disabled for a while',
    (world, ms) => {
      world.change('disable');
      world.scheduler.after(ms * 2 + 8_000, () => world.change('enable'));
    },
  ],
  [
    1.5,
    'events refused',
    (world, ms) => {
      world.isSicknessOn = true;
      sendSick(world, world.anyMember());
      world.scheduler.after(ms * 3, () => world.recoverFromSickness());
    },
  ],
  [
    1.5,
    'killed while quarantine is tried again',
    world => {
      world.isSicknessOn = true;
      const member = world.anyMember();
      sendSick(world, member);
      world.scheduler.after(3_000, () => {
        if (!member.isUp || !member.program) {
          return;
        }
        if (world.random.chance(0.5)) {
          fillDisk(world, member.host, 10_000);
        }
        member.process.dieAfter(world.random.whole(1, 80));
        member.program.recorder.redrive().catch(() => {});
      });
    },
  ],
  [
    1,
    'portal of another version',
    world => {
      world.isFirstRelease = !world.isFirstRelease;
    },
  ],
];

/** Lets one fault happen. @returns its name */
export function anyFault(world) {
  const [, name, inject] = world.random.weighted(
    FAULTS.map(fault => [fault[0], fault]),
  );
  inject(
    world,
    world.random.between(1_000, world.random.pick([5_000, 60_000])),
  );
  return name;
}

/** Enough that they would keep others waiting if they were tried again. */
export function sendSick(world, member) {
  for (let i = 0; i < 15; i += 1) {
    void operate(world, member, {
      plugin: 'sick',
      severities: ['low', 'high'],
    });
  }
}

function breakWay(world, { link, host, name }, ms, state) {
  link.state = state ?? world.random.pick(['refused', 'hanging', 'slow']);
  world.note(`the way of ${name} is ${link.state} for ${ms} ms`);
  untilHealed(world, { link, host }, ms);
}

function untilHealed(world, { link, host }, ms) {
  const { now } = world.scheduler;
  // What is on its way then arrives later.
  host.broken.add(now, now + ms + ON_ITS_WAY_MS);
  world.untilWell(host, ms, () => link.heal());
}

function fillDisk(world, host, ms) {
  world.note(`the disk of '${host.name}' is full for ${ms} ms`);
  const { now } = world.scheduler;
  host.full.add(now, now + ms);
  host.disk.isFull = true;
  world.untilWell(host, ms, () => {
    host.disk.isFull = host.full.meet(now + ms + 1, Infinity);
  });
}
