import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findMissingContents } from './contents.mjs';

const MANIFEST = {
  main: 'index.js',
  types: 'index.d.ts',
  bin: { tell: 'bin/tell' },
};
const FILES = ['README.md', 'LICENSE', 'index.js', 'index.d.ts', 'bin/tell'];

function portalWith(t, manifest, files) {
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-contents-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const place = join(folder, 'node_modules/ours');
  mkdirSync(join(place, 'bin'), { recursive: true });
  files.forEach(file => writeFileSync(join(place, file), ''));
  writeFileSync(join(place, 'package.json'), JSON.stringify(manifest));
  return folder;
}

test('a package with everything is well', t => {
  const folder = portalWith(t, MANIFEST, FILES);
  assert.deepEqual(findMissingContents(folder, ['ours']), []);
});

for (const missing of FILES) {
  test(`a package without ${missing} is found`, t => {
    const files = FILES.filter(file => file !== missing);
    assert.deepEqual(
      findMissingContents(portalWith(t, MANIFEST, files), ['ours']),
      [`ours has no ${missing}`],
    );
  });
}

test('a version that only a workspace has is found', t => {
  const manifest = { ...MANIFEST, dependencies: { other: 'workspace:^' } };
  assert.deepEqual(
    findMissingContents(portalWith(t, manifest, FILES), ['ours']),
    ['ours names a version that only a workspace has'],
  );
});

test('a package that is not there is told', t => {
  const folder = portalWith(t, MANIFEST, FILES);
  assert.deepEqual(findMissingContents(folder, ['theirs']), [
    'theirs is not installed',
  ]);
});
