import { NotificationProcessor } from '@backstage/plugin-notifications-node';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  ResolverRegistry,
  boundedEvent,
  redactText,
  storableMeta,
} from 'backstage-plugin-audit-log-node';
import { v7 as uuidv7 } from 'uuid';

/** As processors of notifications are handed it. */
export type Notification = Parameters<
  NonNullable<NotificationProcessor['postProcess']>
>[0];

/** One mail that was handed to the e-mail module. */
export interface Handover {
  notification: Notification;
  /** Epoch milliseconds. */
  startedAt: number;
  endedAt: number;
  address: string | undefined;
  /** Why the e-mail module would not have it. */
  refused?: Error;
  instance: string;
  resolvers: ResolverRegistry;
}

/**
 * The event of a mail. The e-mail module keeps to itself what the mail server
 * answers, so the outcome is unknown unless the module failed before.
 */
export function mailHandoverEvent(handover: Handover): RecordedEvent {
  const { notification, startedAt, endedAt, address, refused } = handover;
  const { title, topic } = notification.payload;
  const meta = storableMeta({
    actionType: 'hand-over',
    notificationId: notification.id,
    ...(notification.user && { recipient: notification.user }),
    title,
    ...(topic && { topic }),
    ...(address && { address }),
  });
  return boundedEvent({
    id: uuidv7(),
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    durationMs: Math.max(0, endedAt - startedAt),
    plugin: 'notifications',
    eventId: 'mail-handover',
    ...handover.resolvers.resolve({
      plugin: 'notifications',
      eventId: 'mail-handover',
      meta: meta ?? {},
      request: null,
    }),
    severity: 'medium',
    outcome: refused ? 'failed' : 'unknown',
    amends: null,
    actor: {
      type: 'service',
      ref: notification.origin,
      via: 'plugin:notifications',
    },
    client: null,
    request: null,
    meta,
    error: refused
      ? { name: refused.name, message: redactText(refused.message) }
      : {
          name: 'NotSeen',
          message:
            'Handed to the e-mail module, which does not tell what came of it',
        },
    instance: handover.instance,
  });
}
