import assert from 'node:assert/strict';
import test from 'node:test';
import { bundleProduct } from './bundle.mjs';
import { brokenPromises } from './invariants.mjs';
import { Ledger } from './Ledger.mjs';
import { rulesFor } from './rules.mjs';
import { Scheduler } from './Scheduler.mjs';
import { simulate } from './simulate.mjs';
import { Spans } from './Spans.mjs';
import { Tables } from './Tables.mjs';
import { World } from './World.mjs';

const MINUTE_MS = 60_000;
const rules = rulesFor({ dropsMoody: false });

/** A portal that has been recording for an hour, and is well. */
function wellPortal() {
  const scheduler = new Scheduler();
  const tables = new Tables(scheduler);
  const change = state => {
    const { settings } = tables;
    tables.settings = { ...settings, state, changed: { rules } };
  };
  const process = { isDead: false, diedAt: Infinity, isEnding: false };
  const host = {
    clock: { sets: new Spans() },
    full: new Spans(),
    broken: new Spans(),
    powerFailedAt: -Infinity,
    learned: [{ at: 0, recording: 'on', rules, process }],
  };
  change('enabled');
  tables.switches.push({ at: 0, isOn: true, trueTime: 0 });
  scheduler.now = 60 * MINUTE_MS;
  const ledger = new Ledger(() => scheduler.now);
  let count = 0;
  const store = (operation, event = {}, supersededBy = null) => {
    count += 1;
    const prepared = {
      startedAtMs: scheduler.now,
      event: {
        id: `event-${count}`,
        amends: null,
        plugin: operation.plugin,
        outcome: 'succeeded',
        target: { ref: `component:default/${operation.id}` },
        meta: null,
        ...event,
      },
    };
    tables.commit([{ prepared, sequence: count, supersededBy }], tables.head);
  };
  const operate = (outcomes = ['succeeded'], plugin = 'catalog') => {
    const operation = ledger.add({
      begun: { id: `operation-${ledger.count}`, plugin, category: 'CATALOG' },
      member: { name: 'portal-1', isPortal: true, host },
      process,
      portalClock: { now: () => scheduler.now, sets: new Spans() },
    });
    return Object.assign(operation, {
      begunAt: scheduler.now,
      endedAt: scheduler.now,
      resolvedAt: scheduler.now,
      told: outcomes,
      resolved: outcomes,
    });
  };
  const look = () =>
    brokenPromises({ ledger, tables, hosts: [host], now: scheduler.now });
  const passes = minutes => {
    scheduler.now += minutes * MINUTE_MS;
  };
  return { tables, host, change, store, operate, look, passes };
}

const disable = ({ tables, change, passes }) => {
  change('disabled');
  const at = 60 * MINUTE_MS;
  tables.switches.push({ at, isOn: false, trueTime: at });
  passes(10);
};

const kept = {
  'once, as it ended': ({ store, operate }) => store(operate()),
  'pending, and then its end': ({ store, operate }) => {
    const operation = operate(['failed']);
    store(operation, { outcome: 'pending' }, 'event-2');
    store(operation, { outcome: 'failed', amends: 'event-1' });
  },
  'what a rule drops, nowhere': ({ operate }) => {
    operate(['succeeded'], 'noise');
    operate(['succeeded'], 'reads');
  },
  'what was done while it was off, nowhere': portal => {
    disable(portal);
    portal.operate();
  },
  'what was counted as lost, nowhere': ({ operate }) => {
    operate().isExcused = true;
  },
};

for (const [what, arrange] of Object.entries(kept)) {
  test(`finds nothing wrong: ${what}`, () => {
    const portal = wellPortal();
    arrange(portal);
    assert.deepEqual(portal.look(), []);
  });
}

const broken = [
  [/is absent: it must be there/, ({ operate }) => operate()],
  [
    /more than one event stands/,
    ({ store, operate }) => {
      const operation = operate();
      store(operation);
      store(operation);
    },
  ],
  [
    /none of its events stands/,
    ({ store, operate }) => store(operate(), {}, 'another'),
  ],
  [
    /told as unknown, and it had ended/,
    ({ store, operate, passes }) => {
      const operation = operate();
      passes(1);
      store(operation, { outcome: 'unknown' });
    },
  ],
  [
    /expected failed/,
    ({ store, operate }) => store(operate(['succeeded', 'failed'])),
  ],
  [
    /expected succeeded/,
    ({ store, operate }) => store(operate(), { outcome: 'pending' }),
  ],
  [
    /nothing is recorded while audit logging is off/,
    portal => {
      disable(portal);
      portal.store(portal.operate());
    },
  ],
  [
    /is one that a rule drops/,
    ({ store, operate }) => store(operate(['succeeded'], 'noise')),
  ],
  [
    /details that a rule leaves out/,
    ({ store, operate }) =>
      store(operate(['succeeded'], 'secret'), { meta: { salary: 42 } }),
  ],
];

for (const [sentence, violate] of broken) {
  test(`finds what is wrong: ${sentence.source}`, () => {
    const portal = wellPortal();
    violate(portal);
    const problems = portal.look();
    assert.ok(problems.length > 0);
    assert.match(problems.join('\n'), sentence);
  });
}

test('finds in a whole simulation what is put in', async () => {
  const world = new World({ seed: 1, bundle: await bundleProduct() });
  const { scheduler, tables, ledger } = world;
  const [portal] = world.members;
  // Nothing else goes wrong.
  scheduler.after(1, () => {
    world.isCalm = true;
  });
  scheduler.after(15 * MINUTE_MS, () => {
    portal.program.recorder.begin = () => new Promise(() => {});
  });
  scheduler.after(16.5 * MINUTE_MS, () => {
    const lost = [...ledger.operations.values()].findLast(
      ({ plugin, isPortal, resolved }) =>
        plugin === 'catalog' && isPortal && resolved.includes('failed'),
    );
    // As if it had been done now and had never arrived.
    tables.about(lost.id).length = 0;
    const { now } = scheduler;
    Object.assign(lost, { calledAt: now, begunAt: now, resolvedAt: now });
    Object.assign(lost, { isExcused: false, process: portal.process });
  });
  scheduler.after(21 * MINUTE_MS, () => {
    const { events } = tables;
    events[10].leafHash = Buffer.alloc(32);
    events[20].recordedAtMs = 0;
    events.splice(-2, 1);
  });
  await world.round();
  const found = world.problems.join('\n');
  for (const sentence of [
    /begin of .* stalls at portal-1/,
    /is on its way for more than \d+ ms/,
    /is absent: it must be there/,
    /leaf 11 is wrong/,
    /the time of the log goes back at 21/,
    /sequence \d+ follows \d+/,
    /the head says \d+ events, there are \d+/,
    /the root of \d+ leaves is wrong/,
  ]) {
    assert.ok(sentence.test(found), `${sentence} is not in:\n${found}`);
  }
});

test('does the same each time with a seed', async () => {
  const bundle = await bundleProduct();
  const run = () => simulate({ seed: 1, hours: 0.1, bundle });
  const one = await run();
  assert.ok(one.events > 100 && Object.keys(one.faults).length > 5);
  assert.deepEqual(await run(), one);
});
