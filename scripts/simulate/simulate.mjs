import { isDeath } from './SimulatedProcess.mjs';
import { ROUND_MS, World } from './World.mjs';

const HOUR_MS = 3_600_000;
const MOST_TOLD = 20;

/**
 * Simulates so many hours, whole rounds at least, and stops at the first round
 * in which a promise is broken.
 *
 * @param bundle - the product, as `bundleProduct` makes it
 */
export async function simulate({ seed, hours, bundle }) {
  const world = new World({ seed, bundle });
  const rounds = Math.max(1, Math.round((hours * HOUR_MS) / ROUND_MS));
  const unhandled = error => {
    if (!isDeath(error)) {
      world.problem(`Nobody handles ${error?.stack}`);
    }
  };
  process.on('unhandledRejection', unhandled);
  let done = 0;
  while (done < rounds && world.problems.length === 0) {
    await world.round();
    done += 1;
  }
  process.off('unhandledRejection', unhandled);
  return {
    seed,
    hours: (done * ROUND_MS) / HOUR_MS,
    operations: world.ledger.count,
    events: world.tables.head.frontier.size,
    faults: world.faults,
    digest: world.digest,
    trace: world.trace,
    problemCount: world.problems.length,
    problems: world.problems.slice(0, MOST_TOLD),
  };
}
