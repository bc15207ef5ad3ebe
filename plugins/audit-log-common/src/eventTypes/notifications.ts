import { eventTypesOf } from './types';

const notification = {
  notificationId: 'The notification',
  recipient: 'The person who got it',
  title: 'What it says',
  topic: 'What it is about',
};

/** What the audit log sees of notifications and mails. */
export const notificationEventTypes = eventTypesOf({
  plugin: 'notifications',
  category: 'NOTIFICATIONS',
  madeBy: 'audit-log',
  types: [
    {
      eventId: 'notification-send',
      severities: ['medium'],
      summary: 'sent a notification, one event for each person',
      actions: ['send', 'broadcast', 'reach-nobody'],
      target: 'the recipient, everyone, or those whom it was meant for',
      meta: {
        ...notification,
        recipients:
          'Whom it was meant for, where it was refused or got to nobody',
        scope: 'Later ones of the same scope take its place',
        link: 'Where it leads',
        importance: 'critical, high, normal or low',
      },
    },
    {
      eventId: 'mail-handover',
      severities: ['medium'],
      summary: 'had a notification handed to the e-mail module',
      actions: ['hand-over'],
      target: 'the recipient, or everyone',
      meta: {
        ...notification,
        address: 'The address, as the catalog or the configuration has it',
      },
    },
  ],
});
