import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { catalogNames } from './catalogNames';
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
  auth: AuthService;
  catalog: CatalogService;
  timeZone: string;
}): Notifier {
  const { knex, clock, notifications, logger } = options;
  return new Notifier({
    ...options,
    findNames: catalogNames(options),
    messenger: new NotificationMessenger({ notifications, logger }),
    ledger: new NoticeLedger({ knex, clock }),
  });
}
