import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../portal/index.mjs';

const DEADLINE_MS = 180_000;

/** Boots the portal, uses it as a guest, and finds that in the audit log. */
export async function checkPortal(folder) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const portal = spawn(
    process.execPath,
    [
      '--require',
      join(folder, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
    ],
    {
      cwd: join(folder, 'packages/backend'),
      env: {
        ...process.env,
        NODE_ENV: 'development',
        GITHUB_TOKEN: 'none',
        APP_CONFIG_app_baseUrl: url,
        APP_CONFIG_backend_baseUrl: url,
        APP_CONFIG_backend_listen_port: String(port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  portal.stdout.on('data', chunk => (output += chunk));
  portal.stderr.on('data', chunk => (output += chunk));
  const exited = new Promise(resolve => portal.once('exit', resolve));
  try {
    await until('the portal is ready', () =>
      fetch(`${url}/.backstage/health/v1/readiness`).then(r => r.ok),
    );
    await recordAndFind(url);
    await findInApp(url);
  } catch (error) {
    const log = output
      .split('\n')
      .filter(line => !line.includes('incomingRequest'))
      .join('\n');
    throw new Error(`${error.message}\n${log.slice(-8000)}`);
  } finally {
    portal.kill('SIGTERM');
    await exited;
  }
}

async function recordAndFind(url) {
  const { backstageIdentity } = await fetch(
    `${url}/api/auth/guest/refresh`,
  ).then(response => response.json());
  const call = async (path, init = {}) => {
    const response = await fetch(`${url}${path}`, {
      ...init,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${backstageIdentity.token}`,
      },
    });
    return { status: response.status, body: await response.json() };
  };

  const asked = await call('/api/audit-log/v1/settings/enable', {
    method: 'POST',
    body: '{}',
  });
  if (asked.status !== 202) {
    throw new Error(`Enabling answered ${asked.status}`);
  }
  await until('audit logging is enabled', async () => {
    const { body } = await call('/api/audit-log/v1/settings');
    return body.state === 'enabled';
  });
  await call('/api/catalog/entities/by-name/component/default/example-website');
  await until('the event is in the audit log', async () => {
    const { body } = await call('/api/audit-log/v1/events?limit=50');
    return body.items.some(
      event =>
        event.plugin === 'catalog' &&
        event.actor?.ref === backstageIdentity.identity.userEntityRef &&
        event.target?.ref === 'component:default/example-website',
    );
  });
}

/** The built app has the plugin: some of its code names its page. */
async function findInApp(url) {
  const page = await fetch(url).then(response => response.text());
  const scripts = [...page.matchAll(/src="([^"]+\.js)"/g)].map(
    ([, src]) => src,
  );
  const texts = await Promise.all(
    scripts.map(src => fetch(new URL(src, url)).then(r => r.text())),
  );
  if (!texts.some(text => text.includes('/audit-log'))) {
    throw new Error('The app was built without the page of the audit log');
  }
}

async function until(what, condition) {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain until ${what}`);
    }
    await delay(500);
  }
  console.log(`Yes: ${what}`);
}
