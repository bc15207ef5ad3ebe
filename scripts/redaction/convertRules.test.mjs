import assert from 'node:assert/strict';
import test from 'node:test';
import { convertRules } from './convertRules.mjs';

const patterns = source =>
  convertRules(source).shapes.map(({ pattern }) => pattern);

test('a rule becomes a beginning and a run without end', () => {
  const source = String.raw`
    const A = /(?<!\p{L})(?<type>abc|abd)_[A-Za-z0-9]{36}(?![A-Za-z0-9])/gu;
    const rule = { create() { return /\bxyz-(?:[a-z]{20,40})={0,2}\b/g; } };`;
  assert.deepEqual(convertRules(source), {
    shapes: [
      { pattern: 'abc_[A-Za-z0-9]{36,}', isSure: true },
      { pattern: 'abd_[A-Za-z0-9]{36,}', isSure: true },
      { pattern: 'xyz-[a-z]{20,}', isSure: false },
    ],
    left: [],
  });
});

test('what comes after the first run is not required', () => {
  assert.deepEqual(patterns('/ops_(ey[A-Z]{100,128}fQ={0,2})/g'), [
    'ops_ey[A-Z]{100,}',
  ]);
  assert.deepEqual(patterns('/dapi[a-f0-9]{32}(?:-[0-9])?/g'), [
    'dapi[a-f0-9]{32,}',
  ]);
});

test('only runs of letters and digits that are long are sure', () => {
  const sure = source => convertRules(source).shapes.map(one => one.isSure);
  assert.deepEqual(sure('/abc_[a-z]{29}/g'), [false]);
  assert.deepEqual(sure(String.raw`/abc_[\w]{40}/g`), [false]);
  assert.deepEqual(sure('/abc_[a-z-]{40}/g'), [false]);
  assert.deepEqual(sure('/abc_[a-z]{20}(?:[a-z-]{20}|[a-z]{30})/g'), [false]);
  assert.deepEqual(sure('/abc_[a-z]{30}/g'), [true]);
});

test('patterns without such a form are named', () => {
  const left = [
    'a_[a-z]{36}',
    '[a-z]{3}_[a-z]{36}',
    'SG.[a-z]{1,128}.[a-z]{40}',
    'abc_[a-z]{8}',
    'abc_(?:[a-z]{1,9}-)+x',
    '(?:mongo|sql):.{1,99}',
    '-----BEGIN[a-zA-Z0-9]{40}',
    'AROA[A-Z0-9]{16}',
  ];
  const source = left.map(pattern => `/${pattern}/g`).join(';\n');
  assert.deepEqual(convertRules(source), { shapes: [], left });
});

test('patterns that only look at what was found are none', () => {
  assert.deepEqual(convertRules('/abc_[a-z]{36}/.test(x)'), {
    shapes: [],
    left: [],
  });
});
