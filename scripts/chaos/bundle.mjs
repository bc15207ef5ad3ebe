import { build } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../toolchain/index.mjs';

/** Loaded from where they are: they look for files beside themselves. */
const EXTERNAL = [
  '*.node',
  '@google-cloud/cloud-sql-connector',
  'better-sqlite3',
  'mariadb/callback',
  'mysql',
  'mysql2',
  'oracledb',
  'pg-format',
  'pg-native',
  'pg-query-stream',
  'sqlite3',
  'tedious',
  'ts-json-schema-generator',
  'typescript',
];

/** Clouds and code hosts, which no crash test talks to. */
const ABSENT =
  /^(@aws-sdk\/|@smithy\/|@azure\/|@google-cloud\/storage|google-auth-library|@octokit\/|@keyv\/|@infinispan|infinispan|hyparquet-writer|isomorphic-git)/;

/** Stands for anything: a class, a function, an object. */
const STAND_IN = `
const standIn = new Proxy(function () {}, {
  apply: () => standIn,
  get: (target, key) => (key in target ? target[key] : standIn),
});
module.exports = standIn;
`;

const absent = {
  name: 'absent',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: ABSENT }, ({ path }) => ({
      path,
      namespace: 'absent',
    }));
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({
      contents: STAND_IN,
    }));
  },
};

const ENTRIES = ['backend/main', 'backend/recorderOnly', 'verify'];

/**
 * Makes one file of each program of the crash tests, so that starting it costs
 * little and it can be killed often.
 *
 * @returns `entry`, which names the file of a program; `cwd`, a folder to
 * start it in: configuration schemas are looked for from there, and it has
 * none; and `remove`
 */
export async function bundlePrograms() {
  // Below `node_modules`, so that what is external is found.
  const folder = join(
    root,
    `node_modules/.cache/audit-log-chaos-${process.pid}`,
  );
  await build({
    entryPoints: ENTRIES.map(name => join(root, `scripts/chaos/${name}.ts`)),
    outbase: join(root, 'scripts/chaos'),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['main'],
    minifyWhitespace: true,
    minifySyntax: true,
    external: EXTERNAL,
    plugins: [absent],
    logLevel: 'error',
  });
  const cwd = join(folder, 'cwd');
  mkdirSync(cwd, { recursive: true });
  writeFileSync(
    join(cwd, 'package.json'),
    '{ "name": "chaos", "version": "1.0.0", "private": true }\n',
  );
  return {
    cwd,
    compileCache: join(folder, 'compiled'),
    entry: name => join(folder, `${name}.cjs`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
