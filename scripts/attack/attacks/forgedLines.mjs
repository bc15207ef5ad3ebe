import { encoded, asHeader } from '../texts.mjs';
import { json } from './json.mjs';

/** What a line that was forged would begin with, before the mark. */
const BEGINNING = '2026-01-01T00:00:00.000Z forged ';

const BREAKS = ['\n', '\r\n', '\r', '\u2028', '\u0085', '\u001b[2K\n', '\v'];

/** Texts that would be lines of the backend's log of their own. */
export const attack = {
  name: 'forged lines',
  share: 6,
  make(random, { mark }) {
    const line = `x${random.pick(
      BREAKS,
    )}${BEGINNING}${mark} catalog info isAuditEvent=true actor=user:default/ada`;
    return {
      caller: random.pick(['anonymous', 'alan']),
      ...random.pick([
        { method: 'DELETE', path: `/api/catalog/locations/${encoded(line)}` },
        {
          path: `/api/catalog/entities/by-name/component/default/${encoded(
            line,
          )}`,
        },
        { path: `/api/catalog/locations/x?q=${encoded(line)}` },
        {
          method: 'DELETE',
          path: '/api/catalog/locations/x',
          headers: [['user-agent', asHeader(line)]],
        },
        {
          method: 'POST',
          path: '/api/catalog/locations',
          ...json({ type: line, target: line }),
        },
        {
          method: 'POST',
          path: '/api/auth/v1/token',
          ...json({ grant_type: line, client_id: line }),
        },
      ]),
    };
  },
  check({ lines }) {
    // What Backstage itself breaks is not a line about an audit event.
    return lines
      .filter(line => line.trimStart().startsWith(`${BEGINNING}atk-`))
      .filter(line => line.includes('isAuditEvent'))
      .map(line => `A request forged the line "${line}"`);
  },
};
