import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Phase, PortalFacts } from './facts';
import { BenchPortal, startBenchPortal } from './portal';

const POLL_MS = 500;
const MOST_MS = 1_200_000;
const QUIET_MS = 15_000;

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + MOST_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) {
      throw new Error(`Not reached after ${MOST_MS} ms`);
    }
    await delay(POLL_MS);
  }
}

async function countEvents({ log }: BenchPortal): Promise<number> {
  const [{ found }] = await log('audit_log_events')
    .where('event_id', 'entity-change')
    .count({ found: '*' });
  return Number(found);
}

/** How many entities the catalog shows with this text in them. */
async function countShown({ catalog }: BenchPortal, text: string) {
  const [{ found }] = await catalog('final_entities')
    .where('final_entity', 'like', `%${text}%`)
    .count({ found: '*' });
  return Number(found);
}

async function isProcessed({ catalog }: BenchPortal): Promise<boolean> {
  const [{ due }] = await catalog('refresh_state')
    .where('next_update_at', '<', catalog.fn.now())
    .count({ due: '*' });
  const [{ stitching }] = await catalog('stitch_queue')
    .count({ stitching: '*' })
    .catch(() => [{ stitching: 0 }]);
  return Number(due) === 0 && Number(stitching) === 0;
}

/** As a refresh of everything: the catalog processes all entities again. */
async function refreshAll({ catalog }: BenchPortal): Promise<void> {
  const isPostgres = catalog.client.config.client === 'pg';
  await catalog('refresh_state').update({
    next_update_at: isPostgres
      ? catalog.raw("now() - interval '1 minute'")
      : catalog.raw("datetime('now', '-1 minute')"),
  });
}

async function measure(
  portal: BenchPortal,
  name: string,
  work: () => Promise<void>,
): Promise<Phase> {
  const eventsBefore = await countEvents(portal);
  let rss = 0;
  const watch = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage().rss);
  }, 100);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  return {
    name,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    rssMb: Math.round(rss / 1024 / 1024),
    events: (await countEvents(portal)) - eventsBefore,
  };
}

async function main() {
  const facts: PortalFacts = JSON.parse(process.argv[2]);
  const portal = await startBenchPortal(facts);
  const { entities, follows } = facts;
  const recorded = (count: number) =>
    until(async () => !follows || (await countEvents(portal)) >= count);
  const shown = (lifecycle: string) =>
    until(
      async () =>
        (await countShown(portal, `"lifecycle":"${lifecycle}"`)) === entities,
    );
  // Until recording has begun and the catalog has been looked at.
  await delay(12_000);

  const phases: Phase[] = [];
  const add = async (name: string, work: () => Promise<void>) => {
    phases.push(await measure(portal, name, work));
    process.stderr.write(`${JSON.stringify(phases.at(-1))}\n`);
  };
  await add('all entities are new', async () => {
    await portal.provide('experimental');
    await shown('experimental');
    await recorded(entities);
  });
  await add('nothing happens', () => delay(QUIET_MS));
  await add('all are refreshed, nothing changed', async () => {
    await refreshAll(portal);
    await until(() => isProcessed(portal));
    // At least one look after the last of them.
    await delay(8_000);
  });
  await add('all have changed', async () => {
    await portal.provide('production');
    await shown('production');
    await recorded(2 * entities);
  });
  process.send!({ phases });
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
