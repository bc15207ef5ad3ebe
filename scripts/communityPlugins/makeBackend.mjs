import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inRepository, run } from '../toolchain/index.mjs';

/** The plugins, in the versions that were tried. */
const PLUGINS = {
  '@backstage-community/plugin-announcements-backend': '0.29.0',
  '@red-hat-developer-hub/backstage-plugin-adoption-insights-backend': '1.0.2',
  '@red-hat-developer-hub/backstage-plugin-bulk-import-backend': '9.1.1',
  '@red-hat-developer-hub/backstage-plugin-orchestrator-backend': '8.13.2',
  // The orchestrator asks for it, but leaves it to the portal to bring it.
  '@backstage-community/plugin-rbac-common': '*',
};

/** What the plugins need of a backend. */
const CORE = [
  '@backstage/backend-defaults',
  '@backstage/plugin-auth-backend',
  '@backstage/plugin-auth-backend-module-guest-provider',
  '@backstage/plugin-catalog-backend',
  '@backstage/plugin-permission-backend',
  '@backstage/plugin-permission-common',
  '@backstage/plugin-permission-node',
  'better-sqlite3',
];

/**
 * Parts of the plugins that are constants. Not every registry has them: the
 * few that the plugins need can stand in.
 */
const COMMON = {
  '@backstage-community/plugin-announcements-common@^0.25.0':
    'announcements.cjs',
  '@red-hat-developer-hub/backstage-plugin-adoption-insights-common@^1.0.2':
    'adoptionInsights.cjs',
  '@red-hat-developer-hub/backstage-plugin-bulk-import-common@^9.1.1':
    'bulkImport.cjs',
  '@red-hat-developer-hub/backstage-plugin-orchestrator-common@^3.11.0':
    'orchestrator.cjs',
  '@red-hat-developer-hub/backstage-plugin-orchestrator-node@^1.5.1':
    'orchestratorNode.cjs',
};

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Installs a backend with the plugins of the community and the audit log.
 *
 * @param options.folder - where it is made
 * @param options.tarballs - packed plugins by package name
 */
export async function makeBackend({ folder, tarballs }) {
  const versions = versionsOf(CORE);
  const ours = Object.fromEntries(
    Object.entries(tarballs)
      .filter(([name]) => name !== 'backstage-plugin-audit-log')
      .map(([name, path]) => [name, `file:${path}`]),
  );
  const standIns = await makeStandIns(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'trial-backend',
      private: true,
      dependencies: { ...versions, ...PLUGINS, ...ours, ...standIns },
      // One version of everything, as in a portal on Backstage 1.55.
      overrides: { ...versions, ...ours, ...standIns },
    }),
  );
  cpSync(join(here, 'backend.cjs'), join(folder, 'backend.cjs'));
  console.log('npm install …');
  const { code, output } = await run(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--legacy-peer-deps',
      ...['--no-audit', '--no-fund', '--loglevel=error'],
    ],
    { cwd: folder, quiet: true },
  );
  if (code !== 0) {
    throw new Error(`npm install failed:\n${output}`);
  }
}

/** The versions that this repository has. */
function versionsOf(names) {
  return Object.fromEntries(
    names.map(name => {
      const path = inRepository('node_modules', name, 'package.json');
      return [name, JSON.parse(readFileSync(path, 'utf8')).version];
    }),
  );
}

async function makeStandIns(folder) {
  const standIns = {};
  for (const [wanted, file] of Object.entries(COMMON)) {
    const { code, output } = await run('npm', ['view', wanted, 'version'], {
      quiet: true,
    });
    if (code !== 0 || !/\d+\.\d+\.\d+/.test(output)) {
      console.log(`The registry has no ${wanted}: its constants stand in`);
      const name = wanted.slice(0, wanted.lastIndexOf('@'));
      const path = join(folder, 'standIns', file);
      cpSync(join(here, 'standIns', file), join(path, 'index.js'));
      writeFileSync(
        join(path, 'package.json'),
        JSON.stringify({ name, version: '99.0.0', main: 'index.js' }),
      );
      standIns[name] = `file:${path}`;
    }
  }
  return standIns;
}
