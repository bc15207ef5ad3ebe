import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inRepository } from '../toolchain/index.mjs';
import { startProblem } from './startProblem.mjs';

const PORTAL_ENTRY = 'src/index.ts';
const START_DEADLINE_MS = 180_000;
const READINESS = '/.backstage/health/v1/readiness';
const STOP_DEADLINE_MS = 20_000;

/**
 * Starts the demo portal: backend, identity provider and built app in one
 * process. Resolves when people can use it.
 *
 * @param options.entry - of the backend, within its package; the portal itself
 * where none is given
 * @param options.cwd - where it is started from; its package where none is given
 * @param options.port - of the portal
 * @param options.identityProviderPort - of the sign-in page
 * @param options.dataFolder - where SQLite keeps its files
 * @param options.configFiles - added to app-config.yaml, later ones win
 * @param options.env - more environment variables
 * @param options.onOutput - receives what the portal prints
 */
export async function startPortal(options) {
  const { port, identityProviderPort, dataFolder, configFiles = [] } = options;
  const { entry = PORTAL_ENTRY } = options;
  const isFresh = !existsSync(join(dataFolder, 'catalog.sqlite'));
  const configArgs = [
    inRepository('app-config.yaml'),
    ...[inRepository('app-config.local.yaml')].filter(existsSync),
    ...configFiles,
  ].flatMap(file => ['--config', file]);
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--require',
      inRepository('node_modules/@backstage/cli/config/nodeTransform.cjs'),
      inRepository('packages/backend', entry),
      ...configArgs,
    ],
    {
      cwd: options.cwd ?? inRepository('packages/backend'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'development',
        PORT: String(port),
        IDENTITY_PROVIDER_PORT: String(identityProviderPort),
        DATA_DIR: dataFolder,
        ...options.env,
      },
    },
  );
  const output = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output.push(chunk);
      if (output.length > 2000) output.shift();
      options.onOutput?.(chunk);
    });
  }
  const exited = new Promise(resolve => child.once('exit', resolve));
  const portal = {
    url: `http://localhost:${port}`,
    process: child,
    exited,
    output: () => Buffer.concat(output).toString(),
    stop: () => stop(child, exited),
  };
  try {
    await untilTrue(portal, () => answersOk(`${portal.url}${READINESS}`));
    if (isFresh && entry === PORTAL_ENTRY) {
      // Nobody can sign in before the catalog has read the example people.
      await untilTrue(portal, () => knowsPeople(portal.url));
    }
  } catch (error) {
    await portal.stop();
    throw error;
  }
  return portal;
}

/** Why the portal doesn't start, as its backend said it. */
export class PortalStartError extends Error {
  constructor(problem, output) {
    super(`The portal can't start: ${problem}`, { cause: output });
    this.name = 'PortalStartError';
  }
}

async function untilTrue(portal, condition) {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!(await condition().catch(() => false))) {
    const problem = startProblem(wholeLines(portal.output()));
    if (problem) {
      throw new PortalStartError(problem, portal.output());
    }
    if (portal.process.exitCode !== null || portal.process.signalCode) {
      throw new Error(`The portal ended while starting:\n${portal.output()}`);
    }
    if (Date.now() > deadline) {
      throw new Error(`The portal did not start in time:\n${portal.output()}`);
    }
    await delay(500);
  }
}

/** Without the line that is still being printed. */
function wholeLines(text) {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

async function answersOk(url, token) {
  const response = await fetch(url, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  return response.ok;
}

async function knowsPeople(url) {
  const response = await fetch(`${url}/api/auth/guest/refresh`);
  const { backstageIdentity } = await response.json();
  return answersOk(
    `${url}/api/catalog/entities/by-name/user/default/ada`,
    backstageIdentity.token,
  );
}

async function stop(child, exited) {
  if (child.exitCode !== null || child.signalCode) {
    return;
  }
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
  await exited;
  clearTimeout(timer);
}
