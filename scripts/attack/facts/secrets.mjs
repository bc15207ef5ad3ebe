/**
 * As it was sent: the catalog writes names in lower case, and a token that it
 * did that to is a name and no token any more.
 */
const findsAny = (secrets, text) =>
  secrets.some(secret => text.includes(secret));

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
