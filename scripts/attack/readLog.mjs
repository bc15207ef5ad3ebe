import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { inRepository, run } from '../toolchain/index.mjs';

const DEADLINE_MS = 180_000;
const INTEGRATION = 'attacked';

/** Polls until what is asked for is there, or gives up with its last state. */
export async function until(what, ask) {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const { done, state } = await ask();
    if (done) {
      return state;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `${what}, but not within ${DEADLINE_MS} ms: ${JSON.stringify(state)}`,
      );
    }
    await delay(250);
  }
}

/** Calls the audit log's API as an Admin; what is refused throws. */
export async function ask(admin, method, path, body) {
  const answer = await admin.call(method, `/api/audit-log/v1${path}`, { body });
  if (answer.status >= 300) {
    throw new Error(
      `${method} ${path} was answered with ${answer.status}: ${JSON.stringify(
        answer.body,
      ).slice(0, 500)}`,
    );
  }
  return answer.body;
}

/**
 * The whole log, as a stranger gets it: exported to a folder, checked with
 * `audit-log verify`, and read from there.
 *
 * @param options.admin - a session of an Admin
 * @param options.folder - which the portal exports to
 * @param options.upTo - the sequence that has to be there
 */
export async function readLog({ admin, folder, upTo }) {
  await ask(admin, 'POST', '/storage-integrations', {
    name: INTEGRATION,
    destination: `local://${INTEGRATION}`,
    identity: { type: 'ambient' },
  });
  const { id } = await ask(admin, 'POST', '/export-schedules', {
    name: 'Everything',
    integration: INTEGRATION,
    destination: `local://${INTEGRATION}/events-{from}-{to}.jsonl.gz`,
    output: { format: 'jsonl', compression: 'gzip' },
    cadence: { type: 'daily', time: '02:30' },
    timeZone: 'UTC',
    coverage: { mode: 'incremental' },
  });
  await ask(admin, 'POST', `/export-schedules/${id}/send-now`, {});
  await until('Everything is to be exported', async () => {
    const state = await ask(admin, 'GET', `/export-schedules/${id}`);
    return { done: Number(state.exportedTo) >= Number(upTo), state };
  });
  const { verifierKeys } = await ask(admin, 'GET', '/integrity/checkpoint');
  const exported = join(folder, INTEGRATION);
  const verification = await run(
    process.execPath,
    [
      inRepository('plugins/audit-log-node/bin/audit-log'),
      // The next hour's list will say where the export ends: nobody waits.
      ...['verify', exported, '--allow-unlisted'],
      ...verifierKeys.flatMap(key => ['--key', key]),
    ],
    { quiet: true },
  );
  return { events: readEvents(exported), verification };
}

function readEvents(folder) {
  return readdirSync(folder, { recursive: true })
    .filter(name => name.endsWith('.jsonl.gz'))
    .flatMap(name =>
      gunzipSync(readFileSync(join(folder, name)))
        .toString('utf8')
        .split('\n'),
    )
    .filter(Boolean)
    .map(line => JSON.parse(line))
    .sort((a, b) => Number(a.sequence) - Number(b.sequence));
}
