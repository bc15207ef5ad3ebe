import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository, run } from '../toolchain/index.mjs';

const CREATE_APP = '@backstage/create-app@0.9.2';

/**
 * Makes a new portal and installs the audit log as docs/install.md says.
 *
 * @param options.folder - where it is made; must not exist
 * @param options.tarballs - packed plugins by package name
 */
export async function makePortal({ folder, tarballs }) {
  await must(
    run('npx', ['--yes', CREATE_APP, '--path', folder, '--skip-install'], {
      env: { ...process.env, BACKSTAGE_APP_NAME: 'trial-portal' },
      capture: true,
    }),
    CREATE_APP,
  );
  pinVersions(folder, tarballs);
  addDependency(folder, 'backend', 'backstage-plugin-audit-log-backend');
  addDependency(folder, 'app', 'backstage-plugin-audit-log');
  addToBackend(folder);
  writeFileSync(
    join(folder, 'app-config.local.yaml'),
    'auditLog:\n  admins: [user:development/guest]\n',
  );
  await must(portalYarn(folder, ['install']), 'yarn install');
  await must(portalYarn(folder, ['tsc']), 'type check of the new portal');
  await must(portalYarn(folder, ['workspace', 'app', 'build']), 'app build');
}

/** Until they are published, our packages come from tarballs. */
function pinVersions(folder, tarballs) {
  const ours = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  edit(join(folder, 'package.json'), text => {
    const manifest = JSON.parse(text);
    manifest.resolutions = {
      ...manifest.resolutions,
      ...ours.resolutions,
      ...Object.fromEntries(
        Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`]),
      ),
    };
    return JSON.stringify(manifest, null, 2);
  });
  // Young versions are as good as old ones here; no compiler is needed.
  edit(
    join(folder, '.yarnrc.yml'),
    text =>
      `${text.replace(/^npmMinimalAgeGate:.*$/m, '')}\nenableScripts: false\n`,
  );
}

function addDependency(folder, workspace, name) {
  edit(join(folder, 'packages', workspace, 'package.json'), text => {
    const manifest = JSON.parse(text);
    manifest.dependencies[name] = '^0.1.0';
    return JSON.stringify(manifest, null, 2);
  });
}

function addToBackend(folder) {
  edit(join(folder, 'packages/backend/src/index.ts'), text =>
    text.replace(
      'backend.start();',
      "backend.add(import('backstage-plugin-audit-log-backend'));\n\nbackend.start();",
    ),
  );
}

function edit(file, change) {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) {
    throw new Error(`${file} does not look as expected: nothing was changed`);
  }
  writeFileSync(file, after);
}

function portalYarn(folder, args) {
  return run(
    process.execPath,
    [join(folder, '.yarn/releases/yarn-4.13.0.cjs'), ...args],
    {
      cwd: folder,
      quiet: true,
      env: { ...process.env, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    },
  );
}

async function must(running, what) {
  console.log(`${what} …`);
  const { code, output } = await running;
  if (code !== 0) {
    throw new Error(`${what} failed:\n${output}`);
  }
}
