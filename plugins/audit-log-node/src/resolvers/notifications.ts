import { JsonObject } from '@backstage/types';
import { Target } from 'backstage-plugin-audit-log-common';
import { only, targetFrom } from './generic';
import { EventResolver } from './types';

/** What the audit log records of notifications and mails that are sent. */
const SENT = new Set(['notification-send', 'mail-handover']);

/** Events of the notifications backend. */
export const notificationsResolver: EventResolver = ({ eventId, meta }) => ({
  category: 'NOTIFICATIONS',
  target: SENT.has(eventId)
    ? recipientOf(meta)
    : targetFrom('notification', meta.notificationId ?? meta.id) ??
      targetFrom('notification', only(meta.ids)) ??
      targetFrom('entity', meta.recipient),
});

/** Whoever was to get it: events are found from them. */
function recipientOf({ recipient, recipients }: JsonObject): Target | null {
  return (
    targetFrom('entity', recipient) ??
    targetFrom(
      'recipients',
      Array.isArray(recipients) ? recipients.join(', ') : 'everyone',
    )
  );
}
