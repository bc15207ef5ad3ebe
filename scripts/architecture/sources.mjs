import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { inRepository, root, workspaceFolders } from '../toolchain/index.mjs';

const CODE = /\.(ts|tsx|mjs|cjs|js)$/;
const NOT_WRITTEN_BY_HAND =
  /(^|\/)(dist|dist-types|node_modules|coverage|generated)\//;
/** `testUtils` is the name Backstage has for what tests of others may use. */
const TEST =
  /(\.test\.[a-z]+$|Suite\.tsx?$|(^|\/)(__tests__|__mocks__|__testing__|__testUtils__|testUtils|testing|tests|e2e-tests|fixtures|setupTests)(\/|\.))/;

/**
 * A source file.
 *
 * @typedef {object} Source
 * @property {string} path - relative to the repository, with slashes
 * @property {string} workspace - such as `plugins/audit-log`
 * @property {boolean} isTest
 * @property {number} lines
 * @property {string[]} imports - the specifiers as they are written
 * @property {string[]} targets - paths of the imported files of this workspace
 * @property {ts.SourceFile} syntax
 */

/** Every hand-written file of code in the repository. */
export function readSources() {
  const folders = [...workspaceFolders(), 'scripts', 'bench'];
  return folders.flatMap(folder =>
    codeFiles(folder).map(path => readSource(path, folder)),
  );
}

/** Whether a file only serves tests, such as a conformance suite. */
export function isTestFile(path) {
  return TEST.test(path);
}

function codeFiles(folder) {
  const absolute = inRepository(folder);
  if (!existsSync(absolute)) {
    return [];
  }
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && CODE.test(entry.name))
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
    .map(path => path.split(sep).join('/'))
    .filter(path => !NOT_WRITTEN_BY_HAND.test(path))
    .sort();
}

function readSource(path, workspace) {
  const text = readFileSync(inRepository(path), 'utf8');
  const imports = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(file => file.fileName);
  return {
    path,
    workspace,
    isTest: isTestFile(path),
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports,
    targets: imports
      .filter(specifier => specifier.startsWith('.'))
      .map(specifier => resolveFile(path, specifier))
      .filter(target => target !== undefined),
    syntax: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false),
  };
}

function resolveFile(from, specifier) {
  const base = join(dirname(from), specifier).split(sep).join('/');
  return [
    base,
    `${base}.ts`,
    `${base}.tsx`,
    `${base}/index.ts`,
    `${base}/index.tsx`,
    `${base}/index.mjs`,
  ].find(
    candidate =>
      existsSync(inRepository(candidate)) &&
      statSync(inRepository(candidate)).isFile(),
  );
}
