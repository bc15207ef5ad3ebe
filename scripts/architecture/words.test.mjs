/** Every text of the screens can be translated. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { inRepository } from '../toolchain/index.mjs';
import { readSources } from './sources.mjs';
import { untranslatedWords } from './words.mjs';

const found = code =>
  untranslatedWords('a.tsx', code).map(({ words }) => words);

test('finds what is written between tags and in what is spoken', () => {
  assert.deepEqual(found('<p>Save it</p>'), ['Save it']);
  assert.deepEqual(found('<p>{isNew ? "Create" : t("x.save")}</p>'), [
    'Create',
  ]);
  assert.deepEqual(found('<p>{isNew && "Create"}</p>'), ['Create']);
  assert.deepEqual(found('<p>{`${count} events`}</p>'), ['events']);
  assert.deepEqual(found('<B aria-label="Close" />'), ['Close']);
  assert.deepEqual(found('<B title={open ? "Close" : undefined} />'), [
    'Close',
  ]);
});

test('finds nothing in words that are looked up, names and signs', () => {
  assert.deepEqual(found('<p title={t("a.b")}>{t("a.c")} · {name}</p>'), []);
  assert.deepEqual(
    found('<B variant="outlined" className={a ? "b" : "c"} />'),
    [],
  );
  assert.deepEqual(found('<p>{kind === "user" && <i>{n}</i>}</p>'), []);
  assert.deepEqual(found('<time>{time} UTC</time>'), []);
});

test('no screen says something that can’t be translated', () => {
  const screens = readSources().filter(
    ({ workspace, path, isTest }) =>
      workspace === 'plugins/audit-log' && path.endsWith('.tsx') && !isTest,
  );
  assert.ok(screens.length > 100, `only ${screens.length} screens`);
  const violations = screens.flatMap(({ path }) =>
    untranslatedWords(path, readFileSync(inRepository(path), 'utf8')).map(
      ({ line, words }) => `${path}:${line} ${JSON.stringify(words)}`,
    ),
  );
  assert.equal(violations.length, 0, `\n${violations.join('\n')}\n`);
});
