import { deliveredEvent, delivery } from './deliveredEvent.mjs';

const SPELLINGS = [id => id, id => `{{upper:${id.slice(2)}`];
const TAKEN = ['{{grantEvent}}', '{{workEvent}}'];

/** Events that claim to be, or to amend, one that is there, in any spelling. */
export const attack = {
  name: 'claimed ids',
  share: 2,
  make(random) {
    const taken = random.pick(SPELLINGS)(random.pick(TAKEN));
    const amendment = deliveredEvent(random, {
      outcome: random.pick(['failed', 'unknown', 'pending']),
      amends: taken,
    });
    return delivery(
      random,
      random.pick([
        [deliveredEvent(random, { id: taken })],
        [amendment],
        [amendment, { ...amendment, outcome: 'succeeded' }],
        [amendment, deliveredEvent(random, { amends: amendment.id })],
        [deliveredEvent(random, { id: taken, amends: taken })],
      ]),
    );
  },
  /** What an Admin did is still what they did. */
  check({ events, facts }) {
    return events
      .filter(({ id }) => id === facts.grantEvent || id === facts.workEvent)
      .filter(({ deliveredBy }) => deliveredBy !== null)
      .map(({ sequence, id }) => `Event ${sequence} took the place of ${id}`);
  },
};
