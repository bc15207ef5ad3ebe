import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { AuditLogRecorder, RecordingKnowledge } from '../recorder';

/** How often a portal is asked while events are recorded, in milliseconds. */
const ASK_EVERY_MS = 5_000;

/** After an answer while they are not: most of the time goes into waiting. */
const ASK_AGAIN_MS = 50;

/** And where it can't be asked. */
const RETRY_MS = 1_000;

/** @public */
export interface FollowOptions {
  recorder: Pick<AuditLogRecorder, 'knowledge' | 'learn'> & {
    readonly recording: AuditLogRecorder['recording'];
  };
  /**
   * Asks the portal; what it says arrives at {@link PortalFollower.heard}. With
   * a version the portal answers when it has another one.
   */
  ask: (options: { known?: string; signal: AbortSignal }) => Promise<void>;
  logger: Pick<LoggerService, 'info' | 'warn'>;
  /** Recording has begun, or begun again. */
  onBegun: () => void;
  askEveryMs?: number;
}

/**
 * Makes the recorder of this backend do what the portal says.
 *
 * @public
 */
export class PortalFollower {
  readonly #options: FollowOptions;
  readonly #stopping = new AbortController();
  #isTold = false;
  /** When the recorder was told last, by a clock that nobody sets. */
  #toldAt = -Infinity;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  /** Asks until it is stopped. */
  start(): void {
    void this.#askOn();
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #askOn(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const isAnswered = await this.ask();
      const ms = isAnswered ? this.#pauseMs() : RETRY_MS;
      await delay(ms, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  #pauseMs(): number {
    const { recorder, askEveryMs = ASK_EVERY_MS } = this.#options;
    return this.#waitsFor(recorder) === undefined ? askEveryMs : ASK_AGAIN_MS;
  }

  /** What is known, where nothing is recorded and only the portal knows more. */
  #waitsFor({ recording, knowledge }: FollowOptions['recorder']) {
    return recording === 'off' ? knowledge?.version : undefined;
  }

  /**
   * Never rejects: what was known before counts until the portal answers.
   * Resolves to whether it did.
   */
  async ask(): Promise<boolean> {
    const { ask, recorder, logger } = this.#options;
    const { signal } = this.#stopping;
    try {
      await ask({ known: this.#waitsFor(recorder), signal });
      this.#isTold = false;
      return true;
    } catch (error) {
      if (!this.#isTold && !signal.aborted) {
        this.#isTold = true;
        logger.warn(
          `The audit log of the portal can't be asked whether events are recorded, and is asked again: ${error}`,
        );
      }
      return false;
    }
  }

  /**
   * Takes note of what an answer says. What was recorded before is delivered
   * whatever it says: the portal knows when it was enabled.
   */
  heard(knowledge: RecordingKnowledge): void {
    const { recorder, logger, onBegun } = this.#options;
    const { recording, version } = knowledge;
    const known = recorder.knowledge;
    if (known?.recording === recording && known.version === version) {
      this.#remind(knowledge);
      return;
    }
    // What the process before this one knew is no answer: what it could not
    // deliver is tried again.
    const wasOn = known?.recording === 'on';
    if (wasOn && recording !== 'on') {
      logger.info(
        'Audit logging is disabled in the portal: nothing is recorded until it is enabled',
      );
    }
    this.#tell(knowledge);
    if (!wasOn && recording === 'on') {
      onBegun();
    }
  }

  /**
   * What the next process begins with could not be saved where the disk was
   * full, or another replica saved what it learned before.
   */
  #remind(knowledge: RecordingKnowledge): void {
    const { askEveryMs = ASK_EVERY_MS } = this.#options;
    if (performance.now() - this.#toldAt >= askEveryMs) {
      this.#tell(knowledge);
    }
  }

  #tell(knowledge: RecordingKnowledge): void {
    this.#toldAt = performance.now();
    this.#options.recorder.learn(knowledge);
  }
}
