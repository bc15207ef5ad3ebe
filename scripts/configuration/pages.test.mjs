import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { inRepository } from '../toolchain/index.mjs';
import { allKeys, configurationPages } from './pages.mjs';

for (const [path, text] of Object.entries(configurationPages())) {
  test(`${path} has the keys of the schemas; node scripts/configuration/write.mjs writes it`, () => {
    assert.equal(readFileSync(inRepository(path), 'utf8'), text);
  });
}

test('every key of the reference page is one of a schema, and the other way round', () => {
  const page = readFileSync(inRepository('docs/configuration.md'), 'utf8');
  const told = [...page.matchAll(/^\| `(auditLog\.[^`]+)`/gm)].map(
    ([, key]) => key,
  );
  assert.ok(told.length > 80, `only ${told.length} keys were found`);
  assert.deepEqual(
    told.sort(),
    allKeys()
      .map(({ key }) => key)
      .sort(),
  );
});

test('every key says what it is', () => {
  const silent = allKeys()
    .filter(({ text, isLeaf }) => isLeaf && !text)
    .map(({ key }) => key);
  assert.deepEqual(silent, []);
});
