/**
 * `yarn chaos`: breaks real backends and a real PostgreSQL at random instants
 * while they audit, and then looks whether everything that was promised is in
 * the log, once.
 *
 * `--profile kills` the recorder alone, killed several times a second; else the
 * whole plugin and every kind of fault. `--faults N` how many faults (200), `--minutes N` no more faults after so
 * long, whatever the number, `--json` a report for machines,
 * `--keep` leaves the folder with logs and journals behind, as any problem does.
 * Exit code 1 where a promise was broken.
 */
import { parseArgs } from 'node:util';
import { runChaos } from './chaos/index.mjs';

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: 'mixed' },
    faults: { type: 'string', default: '200' },
    minutes: { type: 'string' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const report = await runChaos({
  profile: values.profile,
  faults: Number(values.faults),
  maxMinutes: values.minutes === undefined ? Infinity : Number(values.minutes),
  keep: values.keep,
  say: values.json ? () => {} : text => console.log(text),
});
if (values.json) {
  console.log(JSON.stringify(report));
} else {
  console.log(JSON.stringify(report, null, 2));
}
process.exitCode = report.problemCount === 0 ? 0 : 1;
