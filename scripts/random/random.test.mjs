import assert from 'node:assert/strict';
import test from 'node:test';
import { Random, uuidOf } from './index.mjs';

const numbers = random => Array.from({ length: 5 }, () => random.next());

test('a state repeats its numbers, and another one has others', () => {
  assert.deepEqual(numbers(new Random(7)), numbers(new Random(7)));
  assert.notDeepEqual(numbers(new Random(7)), numbers(new Random(8)));
});

test('whole numbers reach both ends, and nothing else', () => {
  const random = new Random(1);
  const seen = new Set(Array.from({ length: 200 }, () => random.whole(-1, 2)));
  assert.deepEqual([...seen].sort(), [-1, 0, 1, 2]);
});

test('a UUID is of its time and has the digits that it was given', () => {
  const id = uuidOf(Date.UTC(2030, 0, 1), '0123456789abcdef01');
  assert.match(
    id,
    /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/,
  );
  const digits = id.replaceAll('-', '');
  assert.equal(Number(`0x${digits.slice(0, 12)}`), Date.UTC(2030, 0, 1));
  assert.equal(
    `${digits.slice(13, 16)}${digits.slice(17)}`,
    '0123456789abcdef01',
  );
});
