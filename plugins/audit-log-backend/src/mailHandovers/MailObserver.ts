import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  NotificationProcessor,
  NotificationsProcessingExtensionPoint,
} from '@backstage/plugin-notifications-node';
import {
  AuditLogRecorder,
  ResolverRegistry,
} from 'backstage-plugin-audit-log-node';
import { Handover, Notification, mailHandoverEvent } from './mailHandoverEvent';
import { Receivers } from './receivers';

/** What the e-mail module calls itself. */
const EMAIL = 'Email';

/** Processors that come after the e-mail module wait no longer for a look-up. */
const LOOKUP_MS = 2_000;

/** What an observer is made of. */
export interface MailObserverOptions {
  logger: LoggerService;
  receivers: Receivers;
  recorder: AuditLogRecorder;
  resolvers: ResolverRegistry;
  /** Epoch milliseconds. */
  now?: () => number;
}

/**
 * Sees what is handed to the e-mail module. It is no processor itself: each is
 * a channel that people can switch off in their settings.
 */
export class MailObserver {
  readonly #options: MailObserverOptions;
  readonly #now: () => number;
  #hasFound = false;

  constructor(options: MailObserverOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Whether the e-mail module has come. */
  get hasFound(): boolean {
    return this.#hasFound;
  }

  /** Observes the e-mail module, where it is added from now on. */
  observe(processing: NotificationsProcessingExtensionPoint): void {
    const add = processing.addProcessor.bind(processing);
    processing.addProcessor = (...processors) =>
      add(...processors.flat().map(processor => this.#observed(processor)));
  }

  /** The processor with all that it is, but for what it is handed. */
  #observed(processor: NotificationProcessor): NotificationProcessor {
    if (processor.getName() !== EMAIL || !processor.postProcess) {
      return processor;
    }
    this.#hasFound = true;
    const postProcess: NotificationProcessor['postProcess'] = (
      notification,
      options,
    ) =>
      this.#handOver(notification, () =>
        processor.postProcess!(notification, options),
      );
    return new Proxy(processor, {
      get(target, key) {
        if (key === 'postProcess') {
          return postProcess;
        }
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  async #handOver(
    notification: Notification,
    handOver: () => Promise<void>,
  ): Promise<void> {
    const startedAt = this.#now();
    try {
      await handOver();
    } catch (error) {
      await this.#record({ notification, startedAt, refused: toError(error) });
      throw error;
    }
    await this.#record({ notification, startedAt });
  }

  /** Never rejects: a mail doesn't fail because it can't be recorded. */
  async #record(
    handedOver: Pick<Handover, 'notification' | 'startedAt' | 'refused'>,
  ): Promise<void> {
    const { logger, receivers, recorder, resolvers } = this.#options;
    if (recorder.recording === 'off') {
      return;
    }
    const endedAt = this.#now();
    try {
      const addresses = await this.#addressesOf(receivers, handedOver);
      await Promise.all(
        addresses.map(address =>
          recorder.record(
            mailHandoverEvent({
              ...handedOver,
              endedAt,
              address,
              instance: recorder.instance,
              resolvers,
            }),
          ),
        ),
      );
    } catch (error) {
      logger.error('Could not record a mail', toError(error));
    }
  }

  /** Without the catalog's answer, the mail is recorded without its address. */
  async #addressesOf(
    receivers: Receivers,
    { notification }: Pick<Handover, 'notification'>,
  ): Promise<(string | undefined)[]> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        receivers(notification.user),
        new Promise<never>((_, reject) => {
          timer = setTimeout(
            () => reject(new Error(`No answer within ${LOOKUP_MS} ms`)),
            LOOKUP_MS,
          );
        }),
      ]);
    } catch (error) {
      this.#options.logger.warn(
        'The address of a mail could not be read',
        toError(error),
      );
      return [undefined];
    } finally {
      clearTimeout(timer);
    }
  }
}
