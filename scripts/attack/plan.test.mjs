import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attacks } from './attacks/index.mjs';
import { fill, markOf, planAttack, runOf } from './plan.mjs';

const COUNT = 400;

test('a seed makes the same requests again, another one others', () => {
  const plan = planAttack({ seed: 'a', count: COUNT });
  assert.deepEqual(planAttack({ seed: 'a', count: COUNT }), plan);
  assert.notDeepEqual(planAttack({ seed: 'b', count: COUNT }), plan);
});

test('every attack has its share', () => {
  const plan = planAttack({ seed: 'a', count: 2000 });
  const names = new Set(plan.map(({ attack }) => attack));
  assert.deepEqual(names, new Set(attacks.map(({ name }) => name)));
});

test('an attack that is added changes no request of the others', () => {
  const [first] = attacks;
  const alone = planAttack({ seed: 'a', count: 5, attacks: [first] });
  const among = planAttack({ seed: 'a', count: COUNT }).filter(
    ({ attack }) => attack === first.name,
  );
  // Marks tell requests apart, and so differ.
  const bare = ({ method, path, caller }) => ({ method, path, caller });
  assert.deepEqual(alone.map(bare), among.slice(0, 5).map(bare));
});

test('every request carries its mark at the beginning of its user agent', () => {
  for (const request of planAttack({ seed: 'a', count: COUNT })) {
    const agents = request.headers.filter(([name]) => name === 'user-agent');
    assert.equal(agents.length, 1);
    assert.ok(agents[0][1].startsWith(markOf(runOf('a'), request.index)));
  }
});

test('what the portal knows is put in when a request is sent', () => {
  const filled = fill(
    {
      path: '/{{a}}',
      body: '{{id:0123456789abcdef01}} {{now}} {{unknown}}',
      headers: [['x', '{{a}}']],
      lateHeaders: [['y', '{{upper:a}}']],
    },
    { a: 'b', now: '2026-11-30T00:00:00.000Z' },
  );
  assert.equal(filled.path, '/b');
  assert.deepEqual(filled.headers, [['x', 'b']]);
  assert.deepEqual(filled.lateHeaders, [['y', 'B']]);
  assert.match(
    filled.body,
    /^[\da-f]{8}-[\da-f]{4}-7012-8345-6789abcdef01 2026\S+ \{\{unknown\}\}$/,
  );
});
