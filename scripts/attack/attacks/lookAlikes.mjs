import { hostileText } from '../texts.mjs';
import { deliveredEvent, delivery } from './deliveredEvent.mjs';

const PLUGINS = [
  'audit-log',
  'Audit-Log',
  'audit_log',
  'audit-1og',
  'audit-log ',
  'аudit-log',
  'audit‐log',
  'auditlog',
];
const CATEGORIES = [
  'AUDIT_LOG',
  'audit_log',
  'AUDIT-LOG',
  'AUDIT_LOG ',
  'АUDIT_LOG',
];

/** Events that would read as if the audit log itself had told them. */
export const attack = {
  name: 'look-alikes',
  share: 3,
  make(random) {
    const looksLike = random.chance(0.7)
      ? { plugin: random.pick(PLUGINS) }
      : { category: random.pick(CATEGORIES) };
    return delivery(random, [
      deliveredEvent(random, {
        eventId: 'logging-disable',
        actor: { type: 'user', ref: 'user:default/ada' },
        ...looksLike,
        ...(random.chance(0.3) && {
          startedAt: random.pick([
            '0000-01-01T00:00:00.000Z',
            '9999-12-31T23:59:59.999Z',
            hostileText(random, { most: 60 }),
          ]),
        }),
      }),
    ]);
  },
};
