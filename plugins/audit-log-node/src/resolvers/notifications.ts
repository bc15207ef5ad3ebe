import { JsonObject } from '@backstage/types';
import { Target } from 'backstage-plugin-audit-log-common';
import { only, targetFrom } from './generic';
import { EventResolver } from './types';

/** What the audit log records of notifications and mails that are sent. */
const SENT = new Set(['notification-send', 'mail-handover']);

/** What goes to everyone where nobody is named. */
const EVERYONE = new Set<unknown>(['broadcast', 'hand-over']);

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
function recipientOf({
  actionType,
  recipient,
  recipients,
}: JsonObject): Target | null {
  const several = Array.isArray(recipients)
    ? recipients.join(', ')
    : EVERYONE.has(actionType) && 'everyone';
  return targetFrom('entity', recipient) ?? targetFrom('recipients', several);
}
