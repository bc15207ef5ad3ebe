import { only, targetFrom } from './generic';
import { EventResolver } from './types';

/** Events of the notifications backend. */
export const notificationsResolver: EventResolver = ({ meta }) => ({
  category: 'NOTIFICATIONS',
  target:
    targetFrom('notification', meta.notificationId ?? meta.id) ??
    targetFrom('notification', only(meta.ids)) ??
    targetFrom('entity', meta.recipient),
});
