import { parseQuery } from 'backstage-plugin-audit-log-common';
import { EventExplorer } from '../plugins/audit-log-backend/src/explore';
import { createQueryTranslator } from '../plugins/audit-log-backend/src/query';
import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';
import { BenchClient, openFilledLog } from './filledLog';
import { quantile, timeMs } from './measure';
import {
  isoTime,
  middle,
  PAGE_EVENTS,
  questions,
  Range,
  Reader,
} from './questions';

export interface ExploreBenchOptions {
  client: BenchClient;
  sizes: number[];
  runs: number;
  /** A regular expression that names of questions have to match. */
  only: string;
}

/**
 * How long a person waits for an answer, by the size of the log, next to the
 * SQL that one would write by hand.
 */
export async function benchExplore(
  options: ExploreBenchOptions,
): Promise<void> {
  const { client, sizes, runs, only } = options;
  for (const size of sizes) {
    const { knex, close } = await openFilledLog(client, size);
    const store = await DatabaseEventStore.create({
      knex,
      readTimeoutMs: 60_000,
    });
    const clock = () => new Date();
    const translate = createQueryTranslator({ knex, clock });
    const explorer = new EventExplorer({ knex, clock, timeoutMs: 60_000 });
    const list = (q: string, range: Range = {}) =>
      store.list({
        where: translate(parseQuery(q)),
        order: 'desc',
        limit: PAGE_EVENTS,
        ...range,
      });
    const deep = await list('', { to: isoTime(middle) });
    const reader: Omit<Reader, 'n'> = {
      list,
      explorer,
      deepCursor: deep.nextCursor!,
    };
    console.log(
      `${client}, ${size} events: p50 / p95 in ms of ${runs} runs, in cache`,
    );
    const asked = questions.filter(({ name }) => new RegExp(only).test(name));
    for (const { name, ask, byHand } of asked) {
      const [ours, hand] = await measure(runs, [
        n => ask({ ...reader, n }),
        async n => {
          for (const sql of byHand(n)) {
            await knex.raw(sql);
          }
        },
      ]);
      const ratio = quantile(ours, 0.5) / quantile(hand, 0.5);
      console.log(
        `  ${name.padEnd(36)} ${text(ours)}   by hand ${text(
          hand,
        )}   ${ratio.toFixed(2)} times`,
      );
    }
    await close();
  }
}

/**
 * Times of each piece of work. All of it is done once before, and the one that
 * goes first changes, so that none finds in the cache what another has read.
 */
async function measure(
  runs: number,
  works: ((n: number) => Promise<unknown>)[],
): Promise<number[][]> {
  const times: number[][] = works.map(() => []);
  for (const isMeasured of [false, true]) {
    for (let n = 1; n <= runs; n++) {
      for (let i = 0; i < works.length; i++) {
        const which = (i + n) % works.length;
        const ms = await timeMs(() => works[which](n));
        if (isMeasured) {
          times[which].push(ms);
        }
      }
    }
  }
  return times;
}

function text(times: number[]): string {
  return [0.5, 0.95]
    .map(part => quantile(times, part).toFixed(1).padStart(8))
    .join(' /');
}
