import assert from 'node:assert/strict';
import test from 'node:test';
import { findCycle } from './cycles.mjs';

test('finds the cycle and nothing before it', () => {
  const graph = new Map([
    ['start', ['a']],
    ['a', ['b', 'c']],
    ['b', []],
    ['c', ['a']],
  ]);
  assert.deepEqual(findCycle(graph), ['a', 'c', 'a']);
});

test('a diamond is no cycle', () => {
  const graph = new Map([
    ['top', ['left', 'right']],
    ['left', ['bottom']],
    ['right', ['bottom']],
  ]);
  assert.equal(findCycle(graph), undefined);
});
