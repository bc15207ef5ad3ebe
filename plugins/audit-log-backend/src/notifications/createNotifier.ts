import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { NoticeLedger } from './NoticeLedger';
import { NotificationMessenger } from './NotificationMessenger';
import { Notifier } from './Notifier';

/** Joins what is in this room. */
export function createNotifier(options: {
  knex: Knex;
  clock: () => Date;
  notifications: NotificationService;
  logger: LoggerService;
  admins: string[];
}): Notifier {
  const { knex, clock, notifications, logger } = options;
  return new Notifier({
    ...options,
    messenger: new NotificationMessenger({ notifications, logger }),
    ledger: new NoticeLedger({ knex, clock }),
  });
}
