import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../portal/index.mjs';
import { steps } from './steps.mjs';

const DEADLINE_MS = 120_000;

const PACKAGES = [
  '@backstage/plugin-auth-backend',
  '@backstage/plugin-auth-backend-module-guest-provider',
  '@backstage/plugin-catalog-backend',
  '@backstage/plugin-permission-backend',
  '@backstage-community/plugin-announcements-backend',
  '@red-hat-developer-hub/backstage-plugin-adoption-insights-backend',
  '@red-hat-developer-hub/backstage-plugin-bulk-import-backend',
  '@red-hat-developer-hub/backstage-plugin-orchestrator-backend',
  'backstage-plugin-audit-log-backend',
];

const configOf = (folder, url, port) => ({
  app: { baseUrl: url },
  backend: {
    baseUrl: url,
    listen: { host: '127.0.0.1', port },
    database: { client: 'better-sqlite3', connection: ':memory:' },
    workingDirectory: folder,
  },
  auth: { providers: { guest: { dangerouslyAllowOutsideDevelopment: true } } },
  permission: { enabled: true },
  // Nobody answers there: what goes wrong is audited as well.
  integrations: {
    github: [
      { host: 'localhost', apiBaseUrl: 'http://127.0.0.1:1', token: 'none' },
    ],
  },
  orchestrator: { dataIndexService: { url: 'http://127.0.0.1:1' } },
  auditLog: {
    admins: ['user:development/guest'],
    defaultRules: false,
    recording: { journal: { folder: join(folder, 'journal') } },
  },
});

/**
 * Starts the backend, takes every step, and compares what the log has of it.
 *
 * @returns what is not as it should be, a line each
 */
export async function useBackend(folder) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const backend = fork('backend.cjs', { cwd: folder, silent: true });
  let output = '';
  backend.stdout.on('data', chunk => (output += chunk));
  backend.stderr.on('data', chunk => (output += chunk));
  const ended = once(backend, 'exit');
  const tell = async message => {
    const answered = once(backend, 'message');
    backend.send(message);
    await Promise.race([
      answered,
      ended.then(() => {
        throw new Error('The backend ended');
      }),
    ]);
  };
  try {
    await tell({ config: configOf(folder, url, port), packages: PACKAGES });
    const call = await signIn(url);
    await enable(call);
    return await takeSteps(call, tell);
  } catch (error) {
    throw new Error(`${error.message}\n${output.slice(-8000)}`);
  } finally {
    backend.kill();
    await ended;
  }
}

/** Signs in as the guest, who is an Admin here. */
async function signIn(url) {
  const answer = await fetch(`${url}/api/auth/guest/refresh`);
  const { backstageIdentity } = await answer.json();
  return async (method, path, body) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${backstageIdentity.token}`,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };
}

async function enable(call) {
  await call('POST', '/audit-log/v1/settings/enable', {});
  await until('audit logging is enabled', async () => {
    const { state } = await call('GET', '/audit-log/v1/settings');
    return state === 'enabled';
  });
}

async function takeSteps(call, tell) {
  const { items: types } = await call('GET', '/audit-log/v1/event-types');
  const wrong = [];
  const known = {};
  for (const step of steps) {
    await tell({ denied: step.denied ? [step.denied] : [] });
    const before = await eventsOf(call, step.plugin);
    const { method, body } = step;
    const path = step.path.replace(/{(\w+)}/, (_, name) => known[name]);
    const answer = await call(method, `/${step.plugin}${path}`, body);
    if (step.keepId) {
      known[step.keepId] = answer.id;
    }
    const events = await until(`${method} ${path} is in the log`, async () => {
      const all = await eventsOf(call, step.plugin);
      const fresh = all.filter(({ id }) => !before.some(b => b.id === id));
      return fresh.length > 0 && fresh;
    });
    const lines = events.map(describeEvent);
    const expected = step.expect.replace(/{(\w+)}/, (_, name) => known[name]);
    console.log(
      `${method} /${step.plugin}${path}\n    ${lines.join('\n    ')}`,
    );
    if (lines.join() !== expected) {
      wrong.push(`${method} ${path}: ${lines.join()}, expected ${expected}`);
    }
    wrong.push(...events.flatMap(event => strangeIn(event, types)));
  }
  return wrong;
}

async function eventsOf(call, plugin) {
  const { items } = await call(
    'GET',
    `/audit-log/v1/events?limit=1000&q=plugin:${plugin}`,
  );
  return items.filter(({ outcome }) => outcome !== 'pending');
}

function describeEvent({ eventId, action, target, outcome }) {
  return `${eventId} ${action} ${target?.type} ${target?.ref} ${outcome}`;
}

/** What docs/capture.md does not say of an event, and who did it. */
function strangeIn({ plugin, eventId, action, category, actor, meta }, types) {
  const name = `${plugin}.${eventId}`;
  const type = types.find(
    one => one.plugin === plugin && one.eventId === eventId && one.isKnown,
  );
  if (!type) {
    return [`${name} is not described`];
  }
  const fields = Object.keys(meta ?? {}).filter(
    key => !['actionType', 'queryType'].includes(key) && !(key in type.meta),
  );
  return [
    ...fields.map(key => `${name} has meta.${key}, which is not described`),
    ...(type.actions.includes(action)
      ? []
      : [`${name} has the action ${action}, which is not described`]),
    ...(type.category === category ? [] : [`${name} is in ${category}`]),
    ...(actor?.ref === 'user:development/guest'
      ? []
      : [`${name} is of ${actor?.type} ${actor?.ref}`]),
  ];
}

async function until(what, condition) {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await condition();
    if (found) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain until ${what}`);
    }
    await delay(200);
  }
}
