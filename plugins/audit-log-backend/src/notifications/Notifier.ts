import { ExportNews } from '../exports';
import { GrantEnd, GrantNews, GrantStanding } from '../grants';
import { RecordingNews } from '../recording';
import { RetentionNews } from '../retention';
import { LifecycleNews } from '../settings';
import { StorageNews } from '../storage';
import { UpgradeNote } from '../upgrades';
import { ViewNews } from '../views';
import { exportMessage, exportNotices, isSuspension } from './exportMessage';
import { grantMessage } from './grantMessage';
import { grantEndMessage, grantEndNotice, isCovered } from './grantEndMessage';
import { lifecycleMessage, ToSetUpAgain } from './lifecycleMessage';
import { NoticeLedger } from './NoticeLedger';
import { recordingMessage } from './recordingMessage';
import { retentionMessage, retentionNotice } from './retentionMessage';
import { storageMessage } from './storageMessage';
import { Message, Messenger } from './types';
import { upgradeMessage } from './upgradeMessage';
import { viewMessages } from './viewMessage';
import { FindNames, inWords, Wording } from './wording';

export interface NotifierOptions {
  messenger: Messenger;
  ledger: Pick<NoticeLedger, 'claim' | 'has'>;
  /** Refs of users and groups. */
  admins: string[];
  findNames: FindNames;
  /** In which messages write times. */
  timeZone: string;
  clock: () => Date;
}

/** Turns the news of other rooms into messages to people. */
export class Notifier {
  readonly #options: NotifierOptions;

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Tells who enables audit logging what is to be set up again, too. */
  async lifecycle(
    news: LifecycleNews,
    readDependents: () => Promise<{ toSetUpAgain: ToSetUpAgain }>,
  ): Promise<void> {
    const { admins } = this.#options;
    const again =
      news.kind === 'enabled'
        ? // The news matters more than the list, which the settings show, too.
          await readDependents().catch(() => undefined)
        : undefined;
    await this.#tell(wording =>
      lifecycleMessage(news, {
        admins,
        toSetUpAgain: again?.toSetUpAgain,
        wording,
      }),
    );
  }

  /** Tells the holder of a grant what they may read after the change. */
  async grant(
    news: GrantNews,
    readStanding: () => Promise<GrantStanding | undefined>,
  ): Promise<void> {
    // That something changed matters more than what is left.
    const standing = await readStanding().catch(() => undefined);
    await this.#tell(wording => grantMessage(news, standing, wording));
  }

  /** Tells the holder of a grant once that it ends, and once that it has. */
  async grantEnd(
    end: GrantEnd,
    readStanding: () => Promise<GrantStanding>,
  ): Promise<void> {
    const { ledger } = this.#options;
    const notice = grantEndNotice(end);
    if (await ledger.has(notice)) {
      return;
    }
    const standing = await readStanding().catch(() => undefined);
    if (standing && isCovered(end, standing)) {
      // Unless that other grant is taken back before.
      return;
    }
    if (await ledger.claim(notice)) {
      // An Admin reads on, and a message about nothing is none.
      if (!standing?.isAdmin) {
        await this.#tell(wording => grantEndMessage(end, standing, wording));
      }
    }
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
    await this.#tell(wording => storageMessage(news, wording));
  }

  async view(news: ViewNews): Promise<void> {
    const messages = await inWords(
      wording => viewMessages(news, wording),
      this.#options,
    );
    for (const message of messages) {
      await this.#options.messenger.send(message);
    }
  }

  async upgrade(note: UpgradeNote): Promise<void> {
    const message = upgradeMessage(note);
    if (message) {
      await this.#options.messenger.send(message);
    }
  }

  async recording(news: RecordingNews): Promise<void> {
    const { admins } = this.#options;
    await this.#tell(wording => recordingMessage(news, admins, wording));
  }

  /** Says each thing once. */
  async retention(news: RetentionNews): Promise<void> {
    const { ledger, admins, clock } = this.#options;
    if (await ledger.claim(retentionNotice(news, clock()))) {
      await this.#tell(wording => retentionMessage(news, admins, wording));
    }
  }

  async #tell(write: (wording: Wording) => Message): Promise<void> {
    await this.#options.messenger.send(await inWords(write, this.#options));
  }
}
