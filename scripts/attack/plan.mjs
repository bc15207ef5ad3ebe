import { uuidOf } from '../random/index.mjs';
import { attacks as allAttacks } from './attacks/index.mjs';
import { Random } from './Random.mjs';
import { sentinelOf } from './secrets.mjs';

/** Who sends a request, in its user agent. */
export const markOf = (run, index) => `atk-${run}-${index}.`;

/** A name of the run that stands in the marks of its requests. */
export const runOf = seed => Random.of(seed, 'run').word(8, 'abcdefghijkmnop');

/**
 * Every request of an attack, as plain data that only the seed and the number
 * decide: nothing of it is of the portal it is sent to, which `fill` puts in.
 *
 * @returns as many requests as asked for, the attacks mixed by their shares
 */
export function planAttack({ seed, count, attacks = allAttacks }) {
  const run = runOf(seed);
  const sentinel = sentinelOf(seed);
  const made = Object.fromEntries(attacks.map(({ name }) => [name, 0]));
  const order = Random.of(seed, 'order');
  const drawn = attacks.flatMap(attack => Array(attack.share).fill(attack));
  return Array.from({ length: count }, (_, index) => {
    const attack = order.pick(drawn);
    const nth = made[attack.name]++;
    const random = Random.of(seed, attack.name, nth);
    const mark = markOf(run, index);
    const request = attack.make(random, { sentinel, mark, nth });
    return {
      ...complete(request, mark),
      attack: attack.name,
      index,
    };
  });
}

function complete(request, mark) {
  const { headers = [], ...rest } = request;
  const agent = headers.find(([name]) => name === 'user-agent');
  const others = headers.filter(header => header !== agent);
  return {
    caller: 'anonymous',
    method: 'GET',
    ending: 'answer',
    lateHeaders: [],
    ...rest,
    headers: [
      ['user-agent', `${mark}${agent ? ` ${agent[1]}` : ''}`],
      ...others,
    ],
  };
}

/** A request with what the portal knows in place of `{{name}}`. */
export function fill(request, facts) {
  const filled = text =>
    typeof text === 'string'
      ? text
          .replace(/\{\{(\w+)\}\}/g, (found, name) => facts[name] ?? found)
          .replace(/\{\{upper:(\w+)\}\}/g, (found, name) =>
            (facts[name] ?? found).toUpperCase(),
          )
          .replace(/\{\{id:(\w+)\}\}/g, (_, digits) =>
            uuidOf(Date.parse(facts.now), digits),
          )
      : text;
  const filledIn = headers =>
    headers.map(([name, value]) => [name, filled(value)]);
  return {
    ...request,
    path: filled(request.path),
    body: filled(request.body),
    headers: filledIn(request.headers),
    lateHeaders: filledIn(request.lateHeaders),
  };
}
