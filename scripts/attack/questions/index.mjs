import { setTimeout as delay } from 'node:timers/promises';
import { Colleague, markOfAct } from '../Colleague.mjs';
import { settled } from '../evidence.mjs';
import { percentile, waitsOf } from '../figures.mjs';
import { startTarget } from '../portals.mjs';
import { ask, readLog } from '../readLog.mjs';
import { enableLogging, signIn, tokenOf } from '../sessions.mjs';
import { Pings } from './Pings.mjs';
import { longPath, worstQuestions } from './worst.mjs';

/** How long a tail is listened to. */
const LISTEN_MS = 2_000;

/** Of the one who asks: more of each kind than anybody may have at once. */
const AT_ONCE = 3;

/** 503 says that the time was up; 429 that it was too much at once. */
const GOOD = [200, 429, 503];

const LEAST_ACTS = 40;

/**
 * Somebody with the smallest grant asks what costs most, one after the other and
 * then much at once, while a colleague works.
 *
 * @param options.rows - events of their own, with the longest paths
 * @returns `{ problems, figures }` as of `runAttack`
 */
export async function runQuestions({ database, rows, say }) {
  const portal = await startTarget(database);
  try {
    const { url } = portal;
    const [admin, asker, session] = await Promise.all(
      ['ada', 'alan', 'grace'].map(username => signIn({ url, username })),
    );
    await enableLogging(admin);
    await ask(admin, 'POST', '/grants', {
      grantee: 'user:default/alan',
      limits: { ownEvents: true },
    });
    await makeRows(asker, rows);
    await settled(admin);
    say(`${database}: ${rows} events with paths of ${longPath.length}`);

    const colleague = new Colleague({ session, run: 'questions' });
    const work = colleague.work({ atLeast: LEAST_ACTS });
    const pings = new Pings(url);
    const token = await tokenOf(asker);
    const alone = [];
    for (const question of worstQuestions) {
      const before = pings.took.length;
      const answer = await put({ url, token, question });
      const longestPing = Math.max(0, ...pings.took.slice(before));
      say(
        `${database}: ${question.name}: ${answer.status} in ${Math.round(
          answer.tookMs,
        )} ms, longest ping ${Math.round(longestPing)} ms`,
      );
      alone.push(answer);
    }
    const together = await Promise.all(
      worstQuestions
        .flatMap(question => Array.from({ length: AT_ONCE }, () => question))
        .map(question => put({ url, token, question })),
    );
    colleague.enough();
    await work;
    await pings.stop();

    const { recorder, completeTo } = await settled(admin);
    const { events } = await readLog({
      admin,
      folder: `${portal.dataFolder}/exports`,
      upTo: completeTo.sequence,
    });
    const evidence = { alone, together, pings, colleague, events };
    return {
      problems: problemsIn(evidence),
      figures: {
        ...figuresOf(evidence),
        lagMs: recorder.lagMs,
      },
    };
  } finally {
    await portal.remove();
  }
}

async function makeRows(session, rows) {
  const statuses = new Set();
  for (let i = 0; i < rows; i += 10) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(10, rows - i) }, () =>
        session.call('PUT', longPath, { body: {} }),
      ),
    );
    answers.forEach(({ status }) => statuses.add(status));
  }
  return statuses;
}

async function put({ url, token, question }) {
  const begun = performance.now();
  const left = new AbortController();
  const end = status => ({
    name: question.name,
    status,
    tookMs: performance.now() - begun,
  });
  try {
    const answer = await fetch(`${url}${question.path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: left.signal,
    });
    if (question.isEndless && answer.status === 200) {
      await delay(LISTEN_MS);
      left.abort();
    } else {
      await answer.text();
    }
    return end(answer.status);
  } catch (error) {
    return end(error.message);
  }
}

function problemsIn({ alone, together, pings, colleague, events }) {
  const marks = new Set(events.map(markOfAct));
  const checks = [
    {
      fact: 'Every question is answered, or refused with a reason',
      violations: [...alone, ...together]
        .filter(({ status }) => !GOOD.includes(status))
        .map(({ name, status }) => `${name}: ${status}`),
    },
    {
      fact: 'Too much at once is refused',
      violations: together.some(({ status }) => status === 429)
        ? []
        : [`Of ${together.length} questions at once none got 429`],
    },
    {
      fact: 'The portal is alive all the time',
      violations: pings.failures,
    },
    {
      fact: 'A colleague gets what they always get, and it is recorded',
      violations: colleague.acts
        .filter(
          ({ status, expected, mark }) =>
            status !== expected || !marks.has(mark),
        )
        .map(({ eventId, status, mark }) => `${eventId} ${mark}: ${status}`),
    },
  ];
  return checks.filter(({ violations }) => violations.length > 0);
}

function figuresOf({ alone, together, pings, colleague, events }) {
  const byStatus = {};
  for (const { status } of together) {
    byStatus[status] = (byStatus[status] ?? 0) + 1;
  }
  const waits = waitsOf({ acts: colleague.acts, events });
  const spread = values => ({
    p50: Math.round(percentile(values, 0.5)),
    p99: Math.round(percentile(values, 0.99)),
    max: Math.round(percentile(values, 1)),
  });
  return {
    questions: alone.length,
    together: byStatus,
    questionMs: spread(alone.map(({ tookMs }) => tookMs)),
    pingMs: spread(pings.took),
    pings: pings.took.length,
    acts: colleague.acts.length,
    answerToRowMs: spread(waits),
  };
}
