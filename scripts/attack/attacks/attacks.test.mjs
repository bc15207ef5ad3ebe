import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attack as addresses } from './addresses.mjs';
import { attack as claimedIds } from './claimedIds.mjs';
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
