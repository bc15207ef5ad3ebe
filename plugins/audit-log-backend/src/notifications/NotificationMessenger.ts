import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { plainLink, plainText } from './plainText';
import { Message, Messenger } from './types';

/** Most characters of a title: the subject of a mail. */
const MAX_TITLE_LENGTH = 200;

const TOPIC = 'audit-log';

/**
 * {@inheritDoc Messenger}
 *
 * Messages quote names, reasons, targets and the words of storages, so all of
 * them pass through here as plain text. A portal without the notifications
 * plugin answers every attempt with an error, which is how its absence shows.
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
    const { to, ...rest } = message;
    const payload = {
      ...rest,
      title: plainText(message.title, MAX_TITLE_LENGTH),
      description: plainText(message.description),
      link: plainLink(message.link),
    };
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
          payload.title
        }. ${payload.description}`,
      );
    }
  }
}
