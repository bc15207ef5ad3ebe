import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findSecondCopies } from './copies.mjs';

const names = ['react', '@backstage/ui'];

function portalWith(t, places) {
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-copies-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [place, version] of Object.entries(places)) {
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(
      join(folder, place, 'package.json'),
      JSON.stringify({ version }),
    );
  }
  return folder;
}

const ONE_EACH = {
  'node_modules/react': '18.3.1',
  'node_modules/@backstage/ui': '0.20.0',
};

test('one copy each is well', t => {
  const folder = portalWith(t, {
    ...ONE_EACH,
    'packages/app': '0.0.0',
    'node_modules/@yarnpkg/plugin/node_modules/react': '17.0.2',
  });
  symlinkSync(join(folder, 'packages/app'), join(folder, 'node_modules/app'));
  assert.deepEqual(findSecondCopies(folder, { names }), []);
});

for (const place of [
  'node_modules/our-plugin/node_modules/@backstage/ui',
  'node_modules/@scope/plugin/node_modules/@backstage/ui',
  'node_modules/a/node_modules/b/node_modules/@backstage/ui',
  'packages/app/node_modules/@backstage/ui',
  'packages/app/node_modules/a/node_modules/@backstage/ui',
]) {
  test(`a second copy is found at ${place}`, t => {
    const folder = portalWith(t, { ...ONE_EACH, [place]: '0.18.0' });
    const found = findSecondCopies(folder, { names });
    assert.equal(found.length, 1);
    assert.ok(found[0].includes(`${place} (0.18.0)`));
    assert.ok(found[0].includes('node_modules/@backstage/ui (0.20.0)'));
  });
}

test('what is not there at all is told, unless it may lack', t => {
  const folder = portalWith(t, { 'node_modules/react': '18.3.1' });
  assert.deepEqual(findSecondCopies(folder, { names }), [
    '@backstage/ui: none',
  ]);
  assert.deepEqual(findSecondCopies(folder, { names, mayLack: true }), []);
});

test('a second copy is found where something may lack', t => {
  const second = 'node_modules/ours/node_modules/react';
  const folder = portalWith(t, { ...ONE_EACH, [second]: '17.0.2' });
  const found = findSecondCopies(folder, { names, mayLack: true });
  assert.equal(found.length, 1);
});
