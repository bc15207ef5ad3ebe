import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Message, Messenger } from './types';

const TOPIC = 'audit-log';

/**
 * {@inheritDoc Messenger}
 *
 * A portal without the notifications plugin answers every attempt with an
 * error, which is how its absence shows.
 */
export class NotificationMessenger implements Messenger {
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;

  constructor(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  async send(message: Message): Promise<void> {
    const { to, ...payload } = message;
    if (to.length === 0) {
      return;
    }
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: to },
        payload: { ...payload, topic: TOPIC },
      });
    } catch (error) {
      this.#logger.info(
        `No notification was sent to ${to.join(', ')} (${error}): ${
          message.title
        }. ${message.description}`,
      );
    }
  }
}
