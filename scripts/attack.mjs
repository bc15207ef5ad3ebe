/**
 * `yarn attack`: hostile requests of every kind against a portal that it
 * starts, on SQLite and on PostgreSQL, while a colleague works in it; then it
 * looks whether everything holds that is promised.
 *
 * `--seed S` makes the same requests again (by default another one each time,
 * which is printed), `--requests N` how many to each portal (10000), `--database
 * sqlite` or `postgres` only one of them. Exit code 1 where a fact does not hold.
 *
 * `--questions N`: instead, somebody with the smallest grant and N events of
 * their own (1500 is much) asks what costs most.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { databases, runAttack } from './attack/index.mjs';
import { runQuestions } from './attack/questions/index.mjs';

/** Of each fact that does not hold. */
const SHOWN = 5;
const MOST_SHOWN = 1500;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    requests: { type: 'string', default: '10000' },
    database: { type: 'string', multiple: true, default: databases },
    questions: { type: 'string' },
  },
});

// Portals end with the process, but only where it exits by itself.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => process.exit(1));
}

const say = text => console.log(text);
let problemCount = 0;
for (const database of values.database) {
  const { problems, figures } = values.questions
    ? await runQuestions({ database, rows: Number(values.questions), say })
    : await runAttack({
        database,
        seed: values.seed,
        count: Number(values.requests),
        say,
      });
  say(`${database}: ${JSON.stringify(figures)}`);
  for (const { fact, violations } of problems) {
    say(`${database}: NOT TRUE: ${fact}: ${violations.length} violations`);
    for (const violation of violations.slice(0, SHOWN)) {
      say(`  ${violation.slice(0, MOST_SHOWN)}`);
    }
  }
  problemCount += problems.length;
}
say(
  problemCount === 0
    ? `Everything holds. Again with --seed ${values.seed}`
    : `${problemCount} facts do not hold. Again with --seed ${values.seed}`,
);
process.exitCode = problemCount === 0 ? 0 : 1;
