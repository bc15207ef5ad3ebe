/** What is recorded of nobody in the first moment, before anything is full. */
const FIRST_SECONDS = 3;

const long = (random, most) =>
  random.word(50).repeat(random.whole(1, Math.floor(most / 50)));

/** Somebody without a token who makes as many large rows as they can. */
export const attack = {
  name: 'anonymous flood',
  share: 12,
  make(random) {
    return {
      method: random.pick(['PUT', 'POST', 'DELETE']),
      path: `/api/catalog/${long(random, 3500)}?q=${long(random, 3500)}`,
      headers: [
        ['user-agent', long(random, 2500)],
        ...(random.chance(0.5) ? [['authorization', 'Bearer false']] : []),
      ],
    };
  },
  /** However much was sent, the rows of it are within the configured budget. */
  check({ events, anonymousPerSecond, seconds }) {
    const most = Math.ceil((seconds + FIRST_SECONDS) * anonymousPerSecond);
    const rows = events.filter(
      ({ actor, client }) =>
        actor?.type === 'anonymous' && client?.userAgent?.startsWith('atk-'),
    ).length;
    return rows > most
      ? [`${rows} rows of nobody, expected at most ${most}`]
      : [];
  },
};
