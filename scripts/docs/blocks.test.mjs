import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import test from 'node:test';
import prettier from 'prettier';
import { allKeys } from '../configuration/pages.mjs';
import { inRepository, root } from '../toolchain/index.mjs';
import { blocksOf, cutValues, pages } from './blocks.mjs';

const blocks = pages().flatMap(page =>
  blocksOf(page).map(block => ({ ...block, where: `${page}:${block.line}` })),
);
const samplesIn = (...languages) =>
  blocks.filter(({ language }) => languages.includes(language));

const known = allKeys().map(({ key, isLeaf }) => ({
  key: key.replace(/\[\]/g, ''),
  isLeaf,
}));

const parsers = {
  yaml: 'yaml',
  json: 'json',
  jsonc: 'json5',
  ts: 'typescript',
  tsx: 'typescript',
};

test('there are samples to look at', () => {
  for (const language of ['yaml', 'json', 'ts', 'sh']) {
    assert.ok(samplesIn(language).length > 0, `no ${language} was found`);
  }
});

for (const { where, language, text } of samplesIn(...Object.keys(parsers))) {
  test(`the ${language} at ${where} can be read`, () => {
    const parser = parsers[language];
    assert.doesNotThrow(() => prettier.format(text, { parser }));
    if (language === 'json') {
      JSON.parse(text);
    }
  });
}

test('the samples of docs/extending.md are files that are compiled', () => {
  const files = globSync('examples/extending/*.ts', { cwd: root }).sort();
  const shown = blocksOf('docs/extending.md')
    .filter(({ language }) => language === 'ts')
    .map(({ text }) => `${text}\n`);
  assert.deepEqual(
    shown.sort(),
    files.map(
      file => `// ${file}\n${readFileSync(inRepository(file), 'utf8')}`,
    ),
  );
});

for (const { where, text } of samplesIn('yaml')) {
  test(`no comment cuts a value of the yaml at ${where}`, () => {
    assert.deepEqual(cutValues(text), []);
  });

  test(`the yaml at ${where} has keys of the audit log that exist`, () => {
    assert.deepEqual(unknownKeys(text), []);
  });
}

for (const { where, text } of samplesIn('sh', 'bash')) {
  test(`the shell at ${where} is one that bash understands`, () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: text });
    assert.equal(status, 0, String(stderr));
  });
}

test('a value that is cut is found, and a comment is left alone', () => {
  const cut = [
    'reason: Ask the data team in #audit',
    '  - in #audit',
    '  - name: see #12',
  ];
  const whole = [
    "reason: 'Ask the data team in #audit'",
    'reason: "in #audit"',
    'days: 90 # quarterly',
    '# Ask in #audit',
    'url: https://example.org/#audit',
    'reason: >- #audit',
  ];
  assert.deepEqual(cutValues([...cut, ...whole].join('\n')), cut);
});

test('a key that does not exist is found, and one below a whole is left alone', () => {
  const yaml = [
    'auditLog:',
    '  retention: { days: 90 }',
    '  nobody:',
    '    knows: 1',
    '  recording:',
    '    journal:',
    '      folder: /journal',
    '      colour: red',
    'catalog:',
    '  nobody: 1',
  ].join('\n');
  assert.deepEqual(unknownKeys(yaml), [
    'auditLog.nobody',
    'auditLog.nobody.knows',
    'auditLog.recording.journal.colour',
  ]);
});

function unknownKeys(yaml) {
  return keysOf(yaml).filter(
    key =>
      key.startsWith('auditLog.') &&
      !known.some(
        // A leaf is described as a whole, with anything below it.
        one => key === one.key || (one.isLeaf && key.startsWith(`${one.key}.`)),
      ),
  );
}

/** Keys with those around them, as `auditLog.retention.days`. */
function keysOf(yaml) {
  const around = [];
  return yaml.split('\n').flatMap(line => {
    const found = /^(\s*(?:- +)*)([\w-]+):(?:\s|$)/.exec(line);
    if (!found) {
      return [];
    }
    const [, { length: indent }, name] = found;
    while (around.length > 0 && around.at(-1).indent >= indent) {
      around.pop();
    }
    around.push({ indent, name });
    return [around.map(each => each.name).join('.')];
  });
}
