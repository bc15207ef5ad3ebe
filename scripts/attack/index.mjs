import { attacks } from './attacks/index.mjs';
import { COLLEAGUE, Colleague } from './Colleague.mjs';
import { askControl, collect, settled } from './evidence.mjs';
import { facts as generalFacts } from './facts/index.mjs';
import { figuresOf } from './figures.mjs';
import { planAttack, runOf } from './plan.mjs';
import { services, startTarget, targets } from './portals.mjs';
import { ask, until } from './readLog.mjs';
import { sentinelOf } from './secrets.mjs';
import { enableLogging, signIn, tokenOf } from './sessions.mjs';
import { storm } from './storm.mjs';

/** A colleague works at least so often, however fast the attack is over. */
const LEAST_ACTS = 60;

export const databases = Object.keys(targets);

/**
 * Attacks a portal that it starts, while a colleague works in it.
 *
 * @param options.database - one of `databases`
 * @param options.seed - the same seed makes the same requests
 * @param options.count - of requests
 * @returns `{ problems, figures }`: the facts that do not hold, each with a
 * sentence for every violation, and what was measured
 */
export async function runAttack({ database, seed, count, say }) {
  const run = runOf(seed);
  const plan = planAttack({ seed, count });
  const output = [];
  const portal = await startTarget(database, {
    onOutput: chunk => output.push(chunk),
  });
  try {
    const { url } = portal;
    say(`${database}: ${count} requests of seed ${seed} to ${url}`);
    const [admin, attacker, session] = await Promise.all(
      ['ada', 'alan', COLLEAGUE].map(username => signIn({ url, username })),
    );
    await enableLogging(admin);
    const colleague = new Colleague({ session, run });
    await colleague.act();
    const facts = await prepare({ admin, attacker, colleague });
    const tokens = { ...services, alan: facts.alan };

    const work = colleague.work({ atLeast: LEAST_ACTS });
    const { answers, seconds } = await storm({ url, plan, tokens, facts });
    colleague.enough();
    await work;
    say(`${database}: all sent in ${seconds.toFixed(1)} s`);

    const collected = await collect({
      portal,
      admin,
      attacker,
      plan,
      run,
      facts,
    });
    say(`${database}: ${collected.events.length} events read and verified`);
    const evidence = {
      ...collected,
      plan,
      answers,
      seconds,
      facts,
      acts: colleague.acts,
      lines: Buffer.concat(output).toString('utf8').split('\n'),
      secrets: [sentinelOf(seed), facts.alanSignature],
      anonymousPerSecond: targets[database].anonymousPerSecond,
      controlAnswers: await askControl({ database, plan, answers, facts }),
    };
    return { problems: problemsIn(evidence), figures: figuresOf(evidence) };
  } finally {
    await portal.remove();
  }
}

/** What requests are filled with, and what may not vanish. */
async function prepare({ admin, attacker, colleague }) {
  // The attacker may read the log: who asks hostile questions must be heard.
  await ask(admin, 'POST', '/grants', {
    grantee: 'user:default/alan',
    limits: { everything: true },
  });
  const [{ mark }] = colleague.acts;
  const aims = [
    { name: 'grantEvent', query: 'event:grant-create' },
    { name: 'workEvent', query: `event:entity-fetch "${mark}"` },
  ];
  await settled(admin);
  for (const aim of aims) {
    const q = encodeURIComponent(aim.query);
    aim.id = await until(`"${aim.query}" is to be found`, async () => {
      const { items } = await ask(admin, 'GET', `/events?q=${q}&limit=1`);
      return { done: items.length > 0, state: items[0]?.id };
    });
  }
  const alan = await tokenOf(attacker);
  const [alanHeader, alanClaims, alanSignature] = alan.split('.');
  return {
    aims,
    ...Object.fromEntries(aims.map(({ name, id }) => [name, id])),
    alan,
    alanHeader,
    alanClaims,
    alanSignature,
  };
}

function problemsIn(evidence) {
  const checks = [...generalFacts, ...attacks.filter(attack => attack.check)];
  return checks
    .map(fact => ({ fact: fact.name, violations: fact.check(evidence) }))
    .filter(({ violations }) => violations.length > 0);
}
