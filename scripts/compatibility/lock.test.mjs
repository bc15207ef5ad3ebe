import assert from 'node:assert/strict';
import test from 'node:test';
import { asSeed, compareLocks, readLock } from './lock.mjs';

const pinned = (descriptors, name, version) => `"${descriptors}":
  version: ${version}
  resolution: "${name}@npm:${version}"
  dependencies:
    loose-envify: "npm:^1.1.0"
  languageName: node
  linkType: hard`;

const HEAD = `# This file is generated
# Manual changes might be lost`;

const METADATA = `__metadata:
  version: 8
  cacheKey: 10c0`;

const WORKSPACE = `"app@link:../app::locator=backend%40workspace%3Apackages%2Fbackend, app@workspace:packages/app":
  version: 0.0.0-use.local
  resolution: "app@workspace:packages/app"
  languageName: unknown
  linkType: soft`;

const OURS = `"our-plugin@file:./tarballs/our-plugin.tgz::locator=root%40workspace%3A.":
  version: 0.1.0
  resolution: "our-plugin@file:./tarballs/our-plugin.tgz#./tarballs/our-plugin.tgz::hash=1&locator=root%40workspace%3A."
  linkType: hard`;

const lock = (...entries) => `${[HEAD, METADATA, ...entries].join('\n\n')}\n`;

test('a lock file pins each descriptor of an entry', () => {
  const pins = readLock(
    lock(
      pinned('@scope/a@npm:^1.0.0, @scope/a@npm:^1.1.0', '@scope/a', '1.2.3'),
      WORKSPACE,
      OURS,
    ),
  );
  assert.deepEqual(Object.fromEntries(pins), {
    '@scope/a@npm:^1.0.0': '@scope/a@npm:1.2.3',
    '@scope/a@npm:^1.1.0': '@scope/a@npm:1.2.3',
  });
});

test('a seed has neither workspaces nor tarballs', () => {
  const a = pinned('a@npm:^1.0.0', 'a', '1.2.3');
  assert.equal(asSeed(lock(a, WORKSPACE, OURS)), lock(a));
});

test('what moved and what was added is told', () => {
  const seed = lock(
    pinned('a@npm:^1.0.0', 'a', '1.2.3'),
    pinned('b@npm:^2.0.0', 'b', '2.0.0'),
    pinned('unused@npm:^3.0.0', 'unused', '3.0.0'),
  );
  const installed = lock(
    pinned('a@npm:^1.0.0', 'a', '1.2.3'),
    pinned('a@npm:^1.3.0', 'a', '1.3.0'),
    pinned('b@npm:^2.0.0', 'b', '2.1.0'),
    OURS,
  );
  assert.deepEqual(compareLocks({ seed, installed }), {
    moved: ['b@npm:^2.0.0 is b@npm:2.1.0 instead of b@npm:2.0.0'],
    added: ['a@npm:^1.3.0 is a@npm:1.3.0'],
  });
});
