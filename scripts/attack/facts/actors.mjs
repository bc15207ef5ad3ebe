import { COLLEAGUE } from '../Colleague.mjs';

const ATTACKED = ['user:default/ada', `user:default/${COLLEAGUE}`];
const HONEST_AGENT = 'demo-activity';

/** Who an event may name, by who sent the request that it is about. */
const ALLOWED = {
  anonymous: [],
  alan: ['user:default/alan'],
  edge: ['edge'],
  stranger: ['stranger'],
};

const namesOf = ({ actor }) =>
  [actor?.ref, actor?.onBehalfOf].filter(name => typeof name === 'string');

/**
 * An event of an attacker names the attacker or nobody, and what names
 * somebody else is of a request that they sent themselves.
 */
export function nobodyElsesName({ events, plan, requestOf }) {
  return events.flatMap(event => {
    const index = requestOf(event);
    const names = namesOf(event);
    const says = `Event ${event.sequence}, ${event.plugin} ${event.eventId},`;
    if (index !== undefined) {
      const { caller } = plan[index];
      return names
        .filter(name => !ALLOWED[caller].includes(name))
        .map(name => `${says} names ${name}, but ${caller} sent it`);
    }
    const isForged =
      event.deliveredBy ||
      (event.client && event.client.userAgent !== HONEST_AGENT);
    return isForged
      ? names
          .filter(name => ATTACKED.includes(name))
          .map(name => `${says} names ${name}, who did not send it`)
      : [];
  });
}
