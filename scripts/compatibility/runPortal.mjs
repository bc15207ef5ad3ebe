import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../portal/index.mjs';

const START_DEADLINE_MS = 180_000;
const STOP_DEADLINE_MS = 30_000;
const READINESS = '/.backstage/health/v1/readiness';
const OURS = 'app-config.compatibility.yaml';

/**
 * Starts a built portal as its Dockerfile does, with its own configuration for
 * production and nothing more than the test needs in a last file. Resolves when
 * it is ready.
 *
 * @param options.image - the folder of the build
 * @param options.storage - configuration of storages to export to
 * @param options.postgres - connection string
 */
export async function runPortal({ image, storage, postgres }) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  writeFileSync(
    join(image, OURS),
    JSON.stringify(configOf({ url, port, storage }), null, 2),
  );
  // What is kept in the machine's folder for temporary files goes as well.
  const temporary = join(image, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const server = new URL(postgres);
  const child = spawn(
    process.execPath,
    [
      'packages/backend',
      ...['app-config.yaml', 'app-config.production.yaml', OURS].flatMap(
        file => ['--config', file],
      ),
    ],
    {
      cwd: image,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        TMPDIR: temporary,
        POSTGRES_HOST: server.hostname,
        POSTGRES_PORT: server.port,
        POSTGRES_USER: decodeURIComponent(server.username),
        POSTGRES_PASSWORD: decodeURIComponent(server.password),
      },
    },
  );
  const killNow = () => child.kill('SIGKILL');
  process.once('exit', killNow);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => (log = (log + chunk).slice(-1_000_000)));
  }
  const exited = new Promise(resolve => child.once('exit', resolve));
  const portal = {
    url,
    /** What it printed, without the requests. */
    log: () =>
      log
        .split('\n')
        .filter(line => !line.includes('incomingRequest'))
        .join('\n'),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(killNow, STOP_DEADLINE_MS);
      const code = await exited;
      clearTimeout(timer);
      process.removeListener('exit', killNow);
      return code;
    },
  };
  try {
    await untilReady(url, child);
  } catch (error) {
    await portal.stop();
    throw new Error(`${error.message}:\n${portal.log().slice(-20_000)}`);
  }
  return portal;
}

function configOf({ url, port, storage }) {
  return {
    app: { baseUrl: url },
    backend: { baseUrl: url, listen: `localhost:${port}` },
    auth: {
      providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
    },
    auditLog: {
      admins: ['user:development/guest'],
      httpCapture: { enabled: true },
      storage,
    },
  };
}

async function untilReady(url, child) {
  const deadline = Date.now() + START_DEADLINE_MS;
  const ready = () => fetch(`${url}${READINESS}`).then(answer => answer.ok);
  while (!(await ready().catch(() => false))) {
    if (child.exitCode !== null || child.signalCode) {
      throw new Error('The portal ended while starting');
    }
    if (Date.now() > deadline) {
      throw new Error('The portal was not ready in time');
    }
    await delay(250);
  }
}
