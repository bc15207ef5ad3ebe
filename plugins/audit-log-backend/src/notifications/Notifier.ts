import { ExportNews } from '../exports';
import { GrantNews } from '../grants';
import { RecordingNews } from '../recording';
import { RetentionNews } from '../retention';
import { LifecycleNews } from '../settings';
import { StorageNews } from '../storage';
import { exportMessage, exportNotices, isSuspension } from './exportMessage';
import { grantMessage } from './grantMessage';
import { lifecycleMessage, ToSetUpAgain } from './lifecycleMessage';
import { NoticeLedger } from './NoticeLedger';
import { recordingMessage } from './recordingMessage';
import { retentionMessage, retentionNotice } from './retentionMessage';
import { storageMessage } from './storageMessage';
import { Messenger } from './types';

/** Turns the news of other rooms into messages to people. */
export class Notifier {
  readonly #options: {
    messenger: Messenger;
    ledger: Pick<NoticeLedger, 'claim'>;
    admins: string[];
    clock: () => Date;
  };

  constructor(options: {
    messenger: Messenger;
    ledger: Pick<NoticeLedger, 'claim'>;
    /** Refs of users and groups. */
    admins: string[];
    clock: () => Date;
  }) {
    this.#options = options;
  }

  /** Tells who enables audit logging what is to be set up again, too. */
  async lifecycle(
    news: LifecycleNews,
    readDependents: () => Promise<{ toSetUpAgain: ToSetUpAgain }>,
  ): Promise<void> {
    const { messenger, admins } = this.#options;
    const again =
      news.kind === 'enabled'
        ? // The news matters more than the list, which the settings show, too.
          await readDependents().catch(() => undefined)
        : undefined;
    await messenger.send(
      lifecycleMessage(news, { admins, toSetUpAgain: again?.toSetUpAgain }),
    );
  }

  async grant(news: GrantNews): Promise<void> {
    await this.#options.messenger.send(grantMessage(news));
  }

  /**
   * Says what befalls many schedules at once, for one reason, once. Admins
   * hear only of what no longer goes on by itself.
   */
  async exports(news: ExportNews): Promise<void> {
    const { ledger, messenger, admins, clock } = this.#options;
    const message = exportMessage(news);
    if (!message) {
      return;
    }
    const notices = exportNotices(news, clock());
    // Rather twice than never, where the database is away.
    const isNews = (notice: string) => ledger.claim(notice).catch(() => true);
    const to = (await isNews(notices.owner)) ? message.to : [];
    const alsoTo =
      isSuspension(news) && (await isNews(notices.admins)) ? admins : [];
    const everybody = [...new Set([...to, ...alsoTo])];
    if (everybody.length > 0) {
      await messenger.send({ ...message, to: everybody });
    }
  }

  async storage(news: StorageNews): Promise<void> {
    await this.#options.messenger.send(storageMessage(news));
  }

  async recording(news: RecordingNews): Promise<void> {
    const { messenger, admins } = this.#options;
    await messenger.send(recordingMessage(news, admins));
  }

  /** Says each thing once. */
  async retention(news: RetentionNews): Promise<void> {
    const { ledger, messenger, admins, clock } = this.#options;
    if (await ledger.claim(retentionNotice(news, clock()))) {
      await messenger.send(retentionMessage(news, admins));
    }
  }
}
