/**
 * `yarn simulate`: runs the recorder, its journal, the delivery between
 * backends and the log in virtual time, with whatever can go wrong, and looks
 * whether everything that was promised was kept.
 *
 * `--seed N` what goes wrong, the same each time (a new one where it isn't
 * given), `--hours H` of virtual time for each seed (1), `--seeds N` how many
 * seeds, one after the other (1), `--trace` what happened in the round that
 * failed, `--json` a report for machines. Exit code 1 where a promise was broken.
 * `--mutations` instead puts faults that the product once had back into its
 * source, one after the other; exit code 1 where one isn't found.
 */
import { parseArgs } from 'node:util';
import { bundleProduct, findMutations, simulate } from './simulate/index.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    hours: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    mutations: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

function positive(name, text) {
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number)) {
    throw new Error(`--${name} is '${text}': expected a positive number`);
  }
  return number;
}

async function lookForMutations() {
  for (const { name, seed, problem } of await findMutations()) {
    if (seed === undefined) {
      process.exitCode = 1;
    }
    console.log(
      seed === undefined
        ? `NOT FOUND: ${name}`
        : `Found with seed ${seed}: ${name}\n  ${problem}`,
    );
  }
}

async function simulateSeeds() {
  const hours = positive('hours', values.hours);
  const seeds = positive('seeds', values.seeds);
  const first =
    values.seed === undefined
      ? Math.floor(Math.random() * 1e9) + 1
      : positive('seed', values.seed);
  const bundle = await bundleProduct();
  const total = { seeds: 0, hours: 0, operations: 0, events: 0, faults: 0 };
  const failed = [];
  for (let seed = first; seed < first + seeds; seed += 1) {
    const { trace, ...report } = await simulate({ seed, hours, bundle });
    total.seeds += 1;
    total.hours += report.hours;
    total.operations += report.operations;
    total.events += report.events;
    total.faults += Object.values(report.faults).reduce((a, b) => a + b, 0);
    if (report.problemCount > 0) {
      failed.push(report);
      process.exitCode = 1;
    }
    if (!values.json && report.problemCount > 0) {
      console.log(values.trace ? trace.join('\n') : '');
      console.log(report.problems.join('\n'));
      console.log(`Again: yarn simulate --seed ${seed} --hours ${hours}`);
    }
  }
  if (values.json) {
    console.log(JSON.stringify({ ...total, failed }, null, 2));
  } else {
    console.log(
      `${total.hours.toFixed(1)} simulated hours, ${total.faults} faults, ${
        total.operations
      } operations, ${total.events} events: ${failed.length} of ${
        total.seeds
      } seeds failed (from --seed ${first} on)`,
    );
  }
}

await (values.mutations ? lookForMutations() : simulateSeeds());
