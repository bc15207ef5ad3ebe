import { fill } from './plan.mjs';
import { Sender } from './send.mjs';

/** How many requests are under way at once. */
const CALLERS = 16;

/**
 * Sends all requests of a plan, many at once.
 *
 * @param options.tokens - of the callers by name
 * @param options.facts - what requests are filled with, without the time
 * @returns what came of each, by its index, and how many seconds it took
 */
export async function storm({ url, plan, tokens, facts }) {
  const sender = new Sender({ url, callers: CALLERS });
  const answers = new Map();
  const begun = performance.now();
  const waiting = plan.values();
  const work = async () => {
    for (const request of waiting) {
      const filled = fill(request, { ...facts, now: new Date().toISOString() });
      const token = tokens[request.caller];
      answers.set(request.index, await sender.send({ ...filled, token }));
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, work));
  sender.close();
  return { answers, seconds: (performance.now() - begun) / 1000 };
}
