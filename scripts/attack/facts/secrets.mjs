/** In any case: the catalog, for one, lowers the names it is asked for. */
const findsAny = (secrets, text) => {
  const lowered = text.toLowerCase();
  return secrets.some(secret => lowered.includes(secret.toLowerCase()));
};

export function noSecretInLog({ events, secrets }) {
  return events
    .filter(event => findsAny(secrets, JSON.stringify(event)))
    .map(
      event => `Event ${event.sequence} has a secret: ${JSON.stringify(event)}`,
    );
}

/** Other lines are Backstage's own: it logs each request with its address. */
export function noSecretInLines({ lines, secrets }) {
  return lines
    .filter(line => line.includes('isAuditEvent') && findsAny(secrets, line))
    .map(line => `A line about an audit event has a secret: ${line}`);
}
