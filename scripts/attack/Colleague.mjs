import { setTimeout as delay } from 'node:timers/promises';

/** How a person pauses between two things they do. */
const PAUSE_MS = 50;

const WAYS = [
  {
    plugin: 'catalog',
    eventId: 'entity-fetch',
    expected: 404,
    act: mark => [
      'GET',
      `/api/catalog/entities/by-name/component/default/${mark}`,
    ],
  },
  {
    plugin: 'catalog',
    eventId: 'location-mutate',
    expected: 201,
    act: mark => [
      'POST',
      '/api/catalog/locations',
      { type: 'url', target: `https://example.com/${mark}.yaml` },
    ],
  },
  {
    plugin: 'user-settings',
    eventId: 'http-request',
    expected: 200,
    act: mark => [
      'PUT',
      `/api/user-settings/buckets/colleague/keys/${mark}`,
      { value: mark },
    ],
  },
];

/** As whom they sign in. */
export const COLLEAGUE = 'grace';

/**
 * The mark of the act that an event is about; undefined where it is about none,
 * or only amends another one.
 */
export function markOfAct({ actor, amends, target, request }) {
  return actor?.ref === `user:default/${COLLEAGUE}` && amends === null
    ? /work-\w+-\d+-x/.exec(JSON.stringify([target, request]))?.[0]
    : undefined;
}

/**
 * Somebody who works normally in the portal, one thing after another, and
 * remembers what they did and when it was answered.
 */
export class Colleague {
  /** `{ mark, plugin, eventId, expected, status, answeredAt }` of each. */
  acts = [];
  #session;
  #run;
  #isDone = false;

  constructor({ session, run }) {
    this.#session = session;
    this.#run = run;
  }

  /** Works until told that it is enough, and at least so many times. */
  async work({ atLeast }) {
    while (!this.#isDone || this.acts.length < atLeast) {
      await this.act();
      await delay(PAUSE_MS);
    }
  }

  enough() {
    this.#isDone = true;
  }

  async act() {
    const number = this.acts.length;
    const { act, ...way } = WAYS[number % WAYS.length];
    const mark = `work-${this.#run}-${number}-x`;
    const [method, path, body] = act(mark);
    const { status } = await this.#session
      .call(method, path, { body })
      .catch(error => ({ status: error.message }));
    this.acts.push({ ...way, mark, status, answeredAt: Date.now() });
  }
}
