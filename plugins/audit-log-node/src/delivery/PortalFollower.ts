import { LoggerService } from '@backstage/backend-plugin-api';
import { AuditLogRecorder, RecordingKnowledge } from '../recorder';

/** How often a portal is asked that isn't sent anything, in milliseconds. */
const ASK_EVERY_MS = 5_000;

/** How long what was recorded before the end may take to be delivered. */
const FLUSH_MS = 30_000;

/** @public */
export interface FollowOptions {
  recorder: Pick<AuditLogRecorder, 'flush' | 'knowledge' | 'learn'> & {
    readonly recording: AuditLogRecorder['recording'];
  };
  /** Asks the portal; what it says arrives at {@link PortalFollower.heard}. */
  ask: () => Promise<void>;
  logger: Pick<LoggerService, 'info' | 'warn'>;
  /** Recording has begun, or begun again. */
  onBegun: () => void;
  askEveryMs?: number;
  flushMs?: number;
}

/**
 * Makes the recorder of this backend do what the portal says.
 *
 * @public
 */
export class PortalFollower {
  readonly #options: FollowOptions;
  readonly #timer: NodeJS.Timeout;
  #isAsking = false;
  #isTold = false;
  #latest: RecordingKnowledge | undefined;
  #isApplying = false;

  constructor(options: FollowOptions) {
    this.#options = options;
    const { askEveryMs = ASK_EVERY_MS } = options;
    this.#timer = setInterval(() => void this.ask(), askEveryMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Never rejects: what was known before counts until the portal answers. */
  async ask(): Promise<void> {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    try {
      await this.#options.ask();
      this.#isTold = false;
    } catch (error) {
      if (!this.#isTold) {
        this.#isTold = true;
        this.#options.logger.warn(
          `The audit log of the portal can't be asked whether events are recorded, and is asked again: ${error}`,
        );
      }
    } finally {
      this.#isAsking = false;
    }
  }

  /** Takes note of what an answer says. */
  heard(knowledge: RecordingKnowledge): void {
    this.#latest = knowledge;
    if (!this.#isApplying) {
      this.#isApplying = true;
      void this.#apply();
    }
  }

  async #apply(): Promise<void> {
    const { recorder, logger, onBegun, flushMs = FLUSH_MS } = this.#options;
    while (this.#latest) {
      const knowledge = this.#latest;
      this.#latest = undefined;
      const { recording, version } = knowledge;
      const known = recorder.knowledge;
      if (known?.recording === recording && known.version === version) {
        continue;
      }
      // What the process before this one knew is no answer: what it could not
      // deliver is tried again.
      const wasOn = known?.recording === 'on';
      if (wasOn && recording !== 'on') {
        logger.info(
          'Audit logging is disabled in the portal: nothing is recorded until it is enabled',
        );
        // What was recorded before is taken; what began since is not.
        await within(recorder.flush(), flushMs);
      }
      recorder.learn(knowledge);
      if (!wasOn && recording === 'on') {
        onBegun();
      }
    }
    // In the turn in which nothing was left, so that nothing is missed.
    this.#isApplying = false;
  }
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
