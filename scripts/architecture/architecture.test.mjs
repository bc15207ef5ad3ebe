/** Holds the shape that docs/architecture.md describes. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test from 'node:test';
import ts from 'typescript';
import { inRepository } from '../toolchain/index.mjs';
import { findCycle } from './cycles.mjs';
import { doorBetween, roomOf } from './doors.mjs';
import { isTestFile, readSources } from './sources.mjs';

const MAX_LINES = 300;
const MAX_TEST_LINES = 500;
const PREFIX = 'backstage-plugin-audit-log';

/** Which of our packages each workspace may import. */
const MAY_IMPORT = {
  'packages/app': [PREFIX],
  'packages/backend': [`${PREFIX}-backend`],
  'plugins/audit-log': [`${PREFIX}-common`],
  'plugins/audit-log-backend': [`${PREFIX}-node`, `${PREFIX}-common`],
  'plugins/audit-log-node': [`${PREFIX}-common`],
  'plugins/audit-log-common': [],
};

/** The names that Backstage itself has for what tests share. */
const CUSTOMARY_NAME = /^(__testUtils__|testUtils)$/;
const CATCH_ALL_WORD = /^(utils?|helpers?|misc|stuff|manager)$/i;
const CATCH_ALL_NAME = /^(data|info|common|lib)$/i;

const sources = readSources();
const inWorkspaces = sources.filter(source => source.workspace in MAY_IMPORT);
const plugins = sources.filter(source =>
  source.workspace.startsWith('plugins/'),
);
const isProduct = source => !source.isTest;
const exists = path => existsSync(inRepository(path));

/** A backend without the audit log has what runs in any; the portal does not. */
function allowedImports({ path, workspace }) {
  const delivers = path === 'packages/backend/src/delivering.ts';
  return [...MAY_IMPORT[workspace], ...(delivers ? [`${PREFIX}-node`] : [])];
}

/** Fails with one line for each violation. */
function assertNone(violations) {
  assert.equal(violations.length, 0, `\n${violations.join('\n')}\n`);
}

test('there are sources to look at', () => {
  for (const workspace of Object.keys(MAY_IMPORT)) {
    assert.ok(
      sources.some(source => source.workspace === workspace),
      `no sources in ${workspace}`,
    );
  }
});

test('packages depend on each other in one direction', () => {
  assertNone(
    sources
      .filter(source => source.workspace in MAY_IMPORT)
      .flatMap(source =>
        source.imports
          .filter(specifier => specifier.startsWith(PREFIX))
          .map(specifier => specifier.split('/')[0])
          .filter(name => !allowedImports(source).includes(name))
          .map(name => `${source.path} must not import ${name}`),
      ),
  );
});

test('common does no input or output, and knows neither Node nor React', () => {
  assertNone(
    sources
      .filter(isProduct)
      .filter(source => source.workspace === 'plugins/audit-log-common')
      .flatMap(source =>
        source.imports
          .filter(name =>
            /^(node:|react|fs|path|crypto|express|knex)/.test(name),
          )
          .map(name => `${source.path} must not import ${name}`),
      ),
  );
});

test('no files import each other in a circle', () => {
  const cycle = findCycle(
    new Map(sources.map(source => [source.path, source.targets])),
  );
  assert.equal(cycle, undefined, cycle?.join('\n  imports '));
});

test('no rooms import each other in a circle', () => {
  for (const workspace of Object.keys(MAY_IMPORT)) {
    const graph = new Map();
    for (const source of sources) {
      const room = roomOf(source.path);
      if (source.workspace === workspace && room && isProduct(source)) {
        const rooms = graph.get(room) ?? new Set();
        for (const target of source.targets.map(roomOf)) {
          if (target && target !== room) rooms.add(target);
        }
        graph.set(room, rooms);
      }
    }
    const cycle = findCycle(graph);
    assert.equal(cycle, undefined, `${workspace}: ${cycle?.join(' imports ')}`);
  }
});

test('every room is entered through its door', () => {
  assertNone(
    inWorkspaces.flatMap(source =>
      source.targets.flatMap(target => {
        // A door that offered suites would load the test runner.
        if (isTestFile(target)) {
          return [];
        }
        const door = doorBetween({ from: source.path, target, exists });
        return !door || door === target
          ? []
          : [`${source.path} must import ${door} instead of ${target}`];
      }),
    ),
  );
});

test('every room of a plugin has a door', () => {
  const rooms = new Set(
    plugins
      .filter(source => isProduct(source) && roomOf(source.path))
      .map(source => `${source.workspace}/src/${roomOf(source.path)}`),
  );
  assertNone(
    [...rooms]
      .filter(room => !exists(`${room}/index.ts`))
      .map(room => `${room} has no index.ts`),
  );
});

test('rooms do not reach up to the plugin or to its router', () => {
  assertNone(
    plugins.filter(isProduct).flatMap(source => {
      const room = roomOf(source.path);
      return source.targets
        .filter(
          target =>
            room &&
            (/\/src\/plugin\.tsx?$/.test(target) ||
              (source.workspace === 'plugins/audit-log-backend' &&
                room !== 'http' &&
                roomOf(target) === 'http')),
        )
        .map(target => `${source.path} must not import ${target}`);
    }),
  );
});

test('the plugin of the backend only joins what others do', () => {
  const path = 'plugins/audit-log-backend/src/plugin.ts';
  const plugin = sources.find(source => source.path === path);
  assert.ok(plugin, `there is no ${path}`);
  assert.ok(plugin.lines <= 150, `${path} has ${plugin.lines} lines of 150`);
});

test('what answers requests reads the log by what the guard hands it alone', () => {
  const handlers = sources.filter(
    ({ path, isTest }) =>
      /^plugins\/audit-log-backend\/src\/.*Handlers\.ts$/.test(path) && !isTest,
  );
  assert.ok(handlers.length > 10, 'there are no handlers to look at');
  assertNone(
    handlers.flatMap(({ path, imports, targets }) => [
      ...targets
        .filter(target => roomOf(target) === 'store')
        .map(target => `${path} must not import ${target}`),
      ...imports
        .filter(name => name === 'knex')
        .map(name => `${path} must not import ${name}`),
    ]),
  );
});

test('no file is too long', () => {
  assertNone(
    sources.flatMap(({ path, lines, isTest }) => {
      const limit = isTest ? MAX_TEST_LINES : MAX_LINES;
      return lines > limit ? [`${path} has ${lines} lines of ${limit}`] : [];
    }),
  );
});

test('no file or folder has a name that could hold anything', () => {
  assertNone(
    sources.flatMap(({ path, workspace }) =>
      path
        .slice(workspace.length + 1)
        .split('/')
        .map(part => part.replace(/\..*$/, ''))
        // The folder of test code that Backstage's lint rules know by name.
        .filter(name => name !== '__testUtils__')
        .filter(
          name =>
            !CUSTOMARY_NAME.test(name) &&
            (CATCH_ALL_NAME.test(name) ||
              name
                .split(/(?=[A-Z])|[-_]/)
                .some(word => CATCH_ALL_WORD.test(word))),
        )
        .map(name => `${path}: "${name}" says too little`),
    ),
  );
});

test('nothing is typed as any', () => {
  const hasAny = node =>
    node.kind === ts.SyntaxKind.AnyKeyword ||
    ts.forEachChild(node, child => hasAny(child) || undefined) === true;
  assertNone(
    sources
      .filter(source => isProduct(source) && /\.tsx?$/.test(source.path))
      .filter(source => hasAny(source.syntax))
      .map(source => `${source.path} uses any`),
  );
});
