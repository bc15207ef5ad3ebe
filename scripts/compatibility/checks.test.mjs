import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEvents, checkStatus } from './checks.mjs';

const PERSON = 'user:development/guest';

const event = (plugin, eventId, more) => ({
  plugin,
  eventId,
  outcome: 'succeeded',
  actor: { type: 'user', ref: PERSON },
  target: null,
  ...more,
});

const EVENTS = [
  event('audit-log', 'logging-enable'),
  event('catalog', 'entity-fetch'),
  event('catalog', 'entity-mutate', {
    target: { type: 'entity', ref: 'component:default/example-website' },
  }),
  event('user-settings', 'http-request'),
  event('audit-log', 'export-schedule-create'),
];

const missingIn = items =>
  checkEvents({ call: async () => ({ items }), person: PERSON, withinMs: 0 });

test('every act that is in the log is found', async () => {
  assert.deepEqual(await missingIn(EVENTS), []);
});

for (const [index, { plugin, eventId }] of EVENTS.entries()) {
  for (const [what, change] of [
    ['is not in the log', () => []],
    ['is of somebody else', it => [{ ...it, actor: { ref: 'user:a/b' } }]],
    ['is of nobody', it => [{ ...it, actor: null }]],
    ['failed', it => [{ ...it, outcome: 'failed' }]],
  ]) {
    test(`that ${plugin}.${eventId} ${what} is told`, async () => {
      const missing = await missingIn(
        EVENTS.toSpliced(index, 1, ...change(EVENTS[index])),
      );
      assert.equal(missing.length, 1);
      assert.ok(missing[0].includes(eventId));
    });
  }
}

const STATUS = {
  state: 'enabled',
  health: 'ok',
  problems: [],
  auditorActive: true,
  recorder: { dropped: 0, journal: { usable: true } },
};

const wrongIn = (status, { capturesHttp = true } = {}) =>
  checkStatus({
    call: async (_, path) =>
      path.endsWith('/status') ? { ...STATUS, ...status } : { capturesHttp },
  });

test('a healthy status is well', async () => {
  assert.deepEqual(await wrongIn({}), []);
});

for (const status of [
  { state: 'enabling' },
  { health: 'impaired' },
  { problems: ['The disk is full'] },
  { auditorActive: false },
  { recorder: { ...STATUS.recorder, journal: null } },
  { recorder: { ...STATUS.recorder, journal: { usable: false } } },
  { recorder: { ...STATUS.recorder, dropped: 1 } },
]) {
  test(`a status with ${JSON.stringify(status)} is told`, async () => {
    assert.equal((await wrongIn(status)).length, 1);
  });
}

test('that HTTP requests are not captured is told', async () => {
  assert.deepEqual(await wrongIn({}, { capturesHttp: false }), [
    'HTTP requests are not captured',
  ]);
});
