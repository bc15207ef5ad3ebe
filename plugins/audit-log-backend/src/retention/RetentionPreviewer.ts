import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  ChangeableSettings,
  EventCount,
  MAX_COUNTED_EVENTS,
  parseQuery,
  PreviewRetentionRequest,
  RetentionPreview,
} from 'backstage-plugin-audit-log-common';
import { QueryTranslator } from '../query';
import { VisibleEvents } from '../reading';
import { SettingsStore, StoredSettings } from '../settings';
import { EventPredicate } from '../store';
import { exported, onLegalHold, notOnLegalHold } from './heldBack';
import { retentionPlan } from './retentionPlan';
import {
  LegalHoldStore,
  ReadUnexported,
  UNEXPORTED_NOTICE_DAYS,
} from './types';

export interface RetentionPreviewerOptions {
  settings: SettingsStore;
  effective: (stored: StoredSettings) => ChangeableSettings;
  holds: LegalHoldStore;
  unexported: ReadUnexported;
  translateQuery: QueryTranslator;
  clock: () => Date;
  /** How long a day lasts, in milliseconds. */
  dayMs: number;
  logger: LoggerService;
}

/** Tells what retention and legal holds do with the present events. */
export class RetentionPreviewer {
  readonly #options: RetentionPreviewerOptions;

  constructor(options: RetentionPreviewerOptions) {
    this.#options = options;
  }

  /** What would be removed next, and what is held back. */
  async retention(
    tried: PreviewRetentionRequest,
    visible: Pick<VisibleEvents, 'count'>,
  ): Promise<RetentionPreview> {
    const count = (where: EventPredicate[]) => counted(visible, where);
    const { settings, effective, unexported, clock, dayMs, holds } =
      this.#options;
    const wanted = { ...effective(await settings.read()), ...tried };
    const pending = await unexported();
    const held = await holds.list();
    const soonUntil = new Date(
      clock().getTime() + UNEXPORTED_NOTICE_DAYS * dayMs,
    );
    const due = retentionPlan(wanted, soonUntil, dayMs).where;
    const removable = [
      ...notOnLegalHold({ ...this.#options, holds: held }),
      ...(wanted.holdUnexported ? exported(pending) : []),
    ];
    const counts: RetentionPreview['unexported'] = [];
    for (const { schedule, where, afterSequence } of pending) {
      const events = await count([
        due,
        ...where,
        query => {
          query.where('e.sequence', '>', afterSequence);
        },
      ]);
      if (events.count > 0 || !events.isComplete) {
        counts.push({ schedule, events });
      }
    }
    return {
      dueNow: await count([
        retentionPlan(wanted, clock(), dayMs).where,
        ...removable,
      ]),
      soonUntil: soonUntil.toISOString(),
      dueSoon: await count([due, ...removable]),
      onLegalHold: await count([
        due,
        onLegalHold({ ...this.#options, holds: held }),
      ]),
      unexported: counts,
    };
  }

  /**
   * How many events the query of a legal hold covers.
   *
   * @throws InputError where the query has errors.
   */
  async legalHold(
    query: string,
    visible: Pick<VisibleEvents, 'count'>,
  ): Promise<EventCount> {
    const parsed = parseQuery(query);
    const [error] = parsed.errors;
    if (error) {
      throw new InputError(
        `Body field 'query' is wrong at character ${error.start + 1}: ${
          error.message
        }`,
      );
    }
    return counted(visible, this.#options.translateQuery(parsed));
  }
}

function counted(
  visible: Pick<VisibleEvents, 'count'>,
  where: EventPredicate[],
): Promise<EventCount> {
  return visible.count({ where, limit: MAX_COUNTED_EVENTS });
}
