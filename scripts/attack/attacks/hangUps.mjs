import { json } from './json.mjs';

const BUCKET = 'hung-up';
const KEYS = `/api/user-settings/buckets/${BUCKET}/keys/`;

/** What a plan would set, as `POST /api/user-settings/multiget` asks for it. */
export function settingsIn(plan) {
  return plan
    .filter(({ path }) => path.startsWith(KEYS))
    .map(({ path }) => ({ bucket: BUCKET, key: path.slice(KEYS.length) }));
}

/** Callers who leave at any moment of a change that is made all the same. */
export const attack = {
  name: 'callers who hang up',
  share: 6,
  make(random, { nth }) {
    return {
      caller: 'alan',
      method: 'PUT',
      path: `${KEYS}k${nth}`,
      ...json({ value: nth }),
      ending: random.pick(['hang up', 'hang up', 'half a body']),
      hangUpAfterMs: random.whole(0, 20),
    };
  },
  /** Whoever left knows nothing of the outcome, and neither does the log. */
  check({ plan, eventsOfRequest, keptSettings }) {
    const kept = new Set(keptSettings);
    return plan
      .filter(
        ({ attack: name, ending }) =>
          name === this.name && ending === 'hang up',
      )
      .filter(({ path }) => kept.has(path.slice(KEYS.length)))
      .flatMap(({ index, path }) =>
        eventsOfRequest(index)
          .filter(({ outcome }) => outcome === 'failed')
          .map(
            ({ sequence }) =>
              `${path} was stored, and event ${sequence} says that it failed`,
          ),
      );
  },
};
