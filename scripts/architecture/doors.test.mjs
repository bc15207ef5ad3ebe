import assert from 'node:assert/strict';
import test from 'node:test';
import { doorBetween, roomOf } from './doors.mjs';

const files = new Set([
  'plugins/x/src/store/index.ts',
  'plugins/x/src/store/rows/index.ts',
  'plugins/x/src/index.ts',
]);
const exists = path => files.has(path);

test('another room is entered through its index', () => {
  assert.equal(
    doorBetween({
      from: 'plugins/x/src/query/parse.ts',
      target: 'plugins/x/src/store/rows/toRow.ts',
      exists,
    }),
    'plugins/x/src/store/index.ts',
  );
});

test('a room in the same room is entered through its own index', () => {
  assert.equal(
    doorBetween({
      from: 'plugins/x/src/store/read.ts',
      target: 'plugins/x/src/store/rows/toRow.ts',
      exists,
    }),
    'plugins/x/src/store/rows/index.ts',
  );
});

test('files of one room need no door', () => {
  assert.equal(
    doorBetween({
      from: 'plugins/x/src/store/read.ts',
      target: 'plugins/x/src/store/types.ts',
      exists,
    }),
    undefined,
  );
});

test('the room is the folder below src', () => {
  assert.equal(roomOf('plugins/x/src/store/rows/toRow.ts'), 'store');
  assert.equal(roomOf('plugins/x/src/plugin.ts'), undefined);
});
