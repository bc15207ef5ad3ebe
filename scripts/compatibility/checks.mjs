import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../toolchain/index.mjs';

const LOG = '/audit-log/v1';

/** What was done in the browser, as the log has to tell it. */
const ACTS = [
  { plugin: 'audit-log', eventId: 'logging-enable' },
  { plugin: 'catalog', eventId: 'entity-fetch' },
  {
    plugin: 'catalog',
    eventId: 'entity-mutate',
    target: 'component:default/example-website',
  },
  // Nobody but HTTP capture tells of it.
  { plugin: 'user-settings', eventId: 'http-request' },
  { plugin: 'audit-log', eventId: 'export-schedule-create' },
];

/** Every act is in the log once it is there, and is the person's. */
export async function checkEvents({ call, person, withinMs = 60_000 }) {
  let missing;
  const deadline = Date.now() + withinMs;
  do {
    await delay(250);
    const { items } = await call('GET', `${LOG}/events?limit=1000`);
    missing = ACTS.filter(
      act => !items.some(event => tells(event, act, person)),
    );
  } while (missing.length > 0 && Date.now() < deadline);
  return missing.map(
    act => `The log has no event of ${person} such as ${JSON.stringify(act)}`,
  );
}

function tells(event, { plugin, eventId, target }, person) {
  return (
    event.plugin === plugin &&
    event.eventId === eventId &&
    event.outcome === 'succeeded' &&
    event.actor?.ref === person &&
    (target === undefined || event.target?.ref === target)
  );
}

/** Recording is healthy, and sees what it says that it sees. */
export async function checkStatus({ call }) {
  const status = await call('GET', `${LOG}/status`);
  const { capturesHttp } = await call('GET', `${LOG}/event-types`);
  const wrong = [
    [status.state === 'enabled', `state is ${status.state}`],
    [status.health === 'ok', `health is ${status.health}`],
    [status.problems.length === 0, `problems are ${status.problems}`],
    [status.auditorActive, 'the auditor is not active'],
    [status.recorder.journal?.usable, 'there is no usable journal'],
    [status.recorder.dropped === 0, `${status.recorder.dropped} were dropped`],
    [capturesHttp === true, 'HTTP requests are not captured'],
  ];
  return wrong.filter(([isRight]) => !isRight).map(([, line]) => line);
}

/** What was exported is sound, by the command of the installed package. */
export async function checkExport({ call, image, exported }) {
  const { verifierKeys } = await call('GET', `${LOG}/integrity/checkpoint`);
  const key = join(image, 'log.key');
  writeFileSync(key, verifierKeys.join('\n'));
  const objects = readdirSync(exported, { recursive: true }).filter(name =>
    /events-.*\.jsonl\.gz$/.test(name),
  );
  const { code, output } = await run(
    process.execPath,
    [
      join(image, 'node_modules/backstage-plugin-audit-log-node/bin/audit-log'),
      'verify',
      join(exported, 'archive'),
      // Lists of where exports end are made hourly: nobody waits for one.
      ...['--key', key, '--allow-unlisted'],
    ],
    { cwd: image, quiet: true },
  );
  console.log(output.trim());
  return [
    ...(objects.length > 0 ? [] : ['Nothing was exported']),
    ...(code === 0 ? [] : [`audit-log verify ended with ${code}`]),
  ];
}
