import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attack as addresses } from './addresses.mjs';
import { attack as amendments } from './amendments.mjs';
import { attack as anonymousFlood } from './anonymousFlood.mjs';
import { attack as claimedIds } from './claimedIds.mjs';
import { attack as forgedLines } from './forgedLines.mjs';
import { attack as hangUps, settingsIn } from './hangUps.mjs';
import { attack as polluting } from './polluting.mjs';

const found = (attack, events, facts = {}) =>
  attack.check({ events, facts }).length;

test('an address is one, in its short form', () => {
  const from = ip => [{ sequence: '1', client: { ip } }];
  for (const ip of ['203.0.113.7', '2001:db8::1', '::1', undefined]) {
    assert.equal(found(addresses, from(ip)), 0, ip);
  }
  for (const ip of [
    '203.0.113.7:51008',
    '2001:DB8::1',
    '2001:db8:0:0::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    'unknown',
  ]) {
    assert.equal(found(addresses, from(ip)), 1, ip);
  }
});

test('what an Admin did was not delivered', () => {
  const facts = { grantEvent: 'a', workEvent: 'b' };
  const events = deliveredBy => [{ sequence: '1', id: 'a', deliveredBy }];
  assert.equal(found(claimedIds, events(null), facts), 0);
  assert.equal(found(claimedIds, events('edge'), facts), 1);
});

test('nothing has what it was never given', () => {
  assert.equal(found(polluting, [{ sequence: '1', meta: {} }]), 0);
  assert.equal(found(polluting, [{ sequence: '1', polluted: 1 }]), 1);
});

test('what was amended is still in the list', () => {
  const facts = { grantEvent: 'a', workEvent: 'b' };
  const told = (...ids) =>
    amendments.check({ facts, visibleIds: new Set(ids) }).length;
  assert.equal(told('a', 'b'), 0);
  assert.equal(told('b'), 1);
});

test('rows of nobody are within the budget', () => {
  const told = (anonymousPerSecond, agent = 'atk-run-0. x') =>
    anonymousFlood.check({
      events: Array(50).fill({
        actor: { type: 'anonymous' },
        client: { userAgent: agent },
      }),
      anonymousPerSecond,
      seconds: 2,
    }).length;
  assert.equal(told(10), 0);
  assert.equal(told(9), 1);
  assert.equal(told(9, 'demo-activity'), 0);
});

test('no line about an audit event begins as a request wants it', () => {
  const { body } = forgedLines.make(
    // The last of everything: a text that is sent as JSON, with a line break.
    { pick: values => values.at(-1) },
    { mark: 'atk-run-0.' },
  );
  const [, forged] = JSON.parse(body).client_id.split('\v');
  const told = line => forgedLines.check({ lines: [line] }).length;
  assert.equal(told(forged), 1);
  assert.equal(told(`  ${forged}`), 1);
  assert.equal(told(`info x ${forged}`), 0);
  assert.equal(told(forged.replace('isAuditEvent', '')), 0);
});

test('what was stored before its caller left did not fail', () => {
  const plan = ['hang up', 'half a body'].map((ending, index) => ({
    ...hangUps.make({ pick: () => ending, whole: () => 0 }, { nth: index }),
    attack: hangUps.name,
    index,
  }));
  const keys = settingsIn(plan).map(({ key }) => key);
  assert.deepEqual(keys, ['k0', 'k1']);
  const told = (keptSettings, outcome) =>
    hangUps.check({
      plan,
      keptSettings,
      eventsOfRequest: () => [{ sequence: '1', outcome }],
    }).length;
  assert.equal(told(keys, 'failed'), 1);
  assert.equal(told(keys, 'unknown'), 0);
  assert.equal(told([], 'failed'), 0);
});
