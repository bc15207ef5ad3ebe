import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMarks } from '../evidence.mjs';
import { facts } from './index.mjs';

const work = {
  mark: 'work-run-0-x',
  plugin: 'catalog',
  eventId: 'entity-fetch',
  expected: 404,
  status: 404,
};
const workEvent = {
  id: 'a',
  sequence: '1',
  plugin: 'catalog',
  eventId: 'entity-fetch',
  amends: null,
  actor: { type: 'user', ref: 'user:default/grace' },
  target: { ref: 'component:default/work-run-0-x' },
  client: { userAgent: 'demo-activity' },
  deliveredBy: null,
};
const attackEvent = {
  ...workEvent,
  id: 'b',
  sequence: '2',
  actor: { type: 'user', ref: 'user:default/alan' },
  target: { ref: 'component:default/flood' },
  client: { userAgent: 'atk-run-0. x' },
};
const request = {
  attack: 'flood',
  index: 0,
  caller: 'alan',
  method: 'GET',
  path: '/x',
  mustBeRecorded: true,
};

function violated(change = {}) {
  const events = change.events ?? [workEvent, attackEvent];
  const evidence = {
    plan: [request],
    answers: new Map([[0, { status: 404 }]]),
    controlAnswers: new Map(),
    acts: [work],
    lines: ['a line', 'isAuditEvent=true'],
    secrets: ['Zx9secret'],
    status: {
      health: 'ok',
      problems: [],
      quarantined: 0,
      recorder: { dropped: 0, notDurable: 0, quarantined: 0 },
    },
    verification: { code: 0, output: '' },
    isAlive: true,
    memoryMb: 600,
    ...change,
    events,
    ...readMarks(events, 'run'),
  };
  return facts
    .filter(({ check }) => check(evidence).length > 0)
    .map(({ name }) => name);
}

test('what is as it should be violates nothing', () => {
  assert.deepEqual(violated(), []);
});

const by = (event, ref) => ({ ...event, actor: { type: 'user', ref } });
const NAMES = "nobody else's name stands on anything";
const WORK = "a colleague's events are all there, once";
const OWN = 'nobody keeps operations of their own out of the log';
const SOUND = 'the log has no gap and verifies';
const HEALTHY = 'recording is healthy, quarantine empty';
const FAULT = 'nothing fails that works without the audit log';

for (const [what, change, expected] of [
  [
    'a colleague who is refused',
    { acts: [{ ...work, status: 503 }] },
    ['a colleague goes on working'],
  ],
  ['a lost event', { events: [{ ...attackEvent, sequence: '1' }] }, [WORK]],
  [
    'an event twice',
    {
      events: [
        workEvent,
        attackEvent,
        { ...workEvent, id: 'c', sequence: '3' },
      ],
    },
    [WORK],
  ],
  ['an operation kept out', { events: [workEvent] }, [OWN]],
  [
    "an attacker's event of somebody else",
    { events: [workEvent, by(attackEvent, 'user:default/ada')] },
    [NAMES],
  ],
  [
    'a delivered event of somebody else',
    {
      events: [
        workEvent,
        attackEvent,
        {
          ...by(attackEvent, 'user:default/ada'),
          id: 'c',
          sequence: '3',
          client: null,
          deliveredBy: 'edge',
        },
      ],
    },
    [NAMES],
  ],
  [
    'a secret in an event',
    { events: [workEvent, { ...attackEvent, meta: { a: 'Zx9secret1' } }] },
    ['no secret is in the log'],
  ],
  [
    'a secret in lower case',
    { events: [workEvent, { ...attackEvent, meta: { a: 'zx9secret1' } }] },
    ['no secret is in the log'],
  ],
  [
    'a secret in a line',
    { lines: ['isAuditEvent=true Zx9secret1'] },
    ['no secret is in the lines about audit events'],
  ],
  [
    'no answer',
    { answers: new Map([[0, { end: 'none' }]]) },
    ['no request stays without an answer'],
  ],
  [
    'a fault that the control has not',
    {
      answers: new Map([[0, { status: 500 }]]),
      controlAnswers: new Map([[0, { status: 404 }]]),
    },
    [FAULT],
  ],
  [
    'a gap',
    { events: [workEvent, { ...attackEvent, sequence: '3' }] },
    [SOUND],
  ],
  ['a broken log', { verification: { code: 1, output: 'x' } }, [SOUND]],
  [
    'trouble',
    {
      status: {
        health: 'impaired',
        problems: ['x'],
        quarantined: 1,
        recorder: { dropped: 1, notDurable: 0, quarantined: 1 },
      },
    },
    [HEALTHY],
  ],
  [
    'a huge row',
    {
      events: [workEvent, { ...attackEvent, meta: 'x'.repeat(200_000) }],
    },
    ['rows are bounded'],
  ],
  ['too much memory', { memoryMb: 4000 }, ['memory is bounded']],
  ['a dead backend', { isAlive: false }, ['memory is bounded']],
]) {
  test(`${what} is told`, () => {
    assert.deepEqual(violated(change), expected);
  });
}

test('a fault that the portal has without the audit log is none of ours', () => {
  const fault = new Map([[0, { status: 500 }]]);
  assert.deepEqual(violated({ answers: fault, controlAnswers: fault }), []);
});
