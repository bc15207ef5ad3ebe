import { json } from './json.mjs';

/** Digits of an id that only chance of the seed decides. */
const digits = random => random.word(18, '0123456789abcdef');

/** What a backend delivers; `{{…}}` is put in when it is sent. */
export function deliveredEvent(random, more) {
  return {
    id: `{{id:${digits(random)}}}`,
    startedAt: '{{now}}',
    endedAt: '{{now}}',
    durationMs: 0,
    plugin: 'catalog',
    eventId: 'entity-fetch',
    action: 'read',
    category: 'CATALOG',
    severity: 'low',
    outcome: 'succeeded',
    amends: null,
    actor: { type: 'user', ref: 'user:default/nobody-at-all' },
    target: { type: 'entity', ref: 'component:default/delivered' },
    client: null,
    request: null,
    meta: null,
    error: null,
    instance: 'attacker',
    ...more,
  };
}

/** `POST /events`: of somebody who may append, and of those who may not. */
export function delivery(random, events) {
  return {
    caller: random.pick([
      'edge',
      'edge',
      'edge',
      'stranger',
      'alan',
      'anonymous',
    ]),
    method: 'POST',
    path: '/api/audit-log/v1/events',
    ...json({ events }),
  };
}
