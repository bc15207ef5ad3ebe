import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  AppendResult,
  EventSink,
  EventsRefusedError,
} from 'backstage-plugin-audit-log-node';
import { completeToOf } from '../../../plugins/audit-log-backend/src/store/completeTo';
import { concernedIds } from '../../../plugins/audit-log-backend/src/store/LogAppender';
import { prepareBatch } from '../../../plugins/audit-log-backend/src/store/prepareBatch';
import { sealBatch } from '../../../plugins/audit-log-backend/src/store/sealBatch';
import { AppendOptions } from '../../../plugins/audit-log-backend/src/store/types';
import { Place } from './types';

/**
 * The log in tables in memory: what an append is made of is the product's, from
 * checking an event to sealing a batch; only SQL is left out.
 */
export class MemoryLog implements EventSink {
  readonly logId: string;
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
    this.logId = place.database.logId;
  }

  async append(
    events: RecordedEvent[],
    { deliveredBy = null }: AppendOptions = {},
  ): Promise<AppendResult> {
    const { database, isRefused } = this.#place;
    const prepared = await prepareBatch(events, deliveredBy);
    const now = Date.now();
    return database.do(tables => {
      const refused = events.filter(isRefused);
      if (refused.length > 0) {
        throw new EventsRefusedError(
          refused.map(({ id }) => ({ id, reason: 'The database refuses it' })),
        );
      }
      const known = tables.knownRows(concernedIds(prepared));
      const batch = sealBatch(prepared, tables.head, known, now);
      tables.commit(batch.events, batch.head);
      batch.superseded.forEach(({ sequence, by }) =>
        tables.supersede(sequence, by),
      );
      return {
        appended: batch.events.length,
        duplicates: batch.duplicates,
        completeTo: completeToOf(batch.head),
      };
    });
  }

  completeTo() {
    return this.#place.database.do(({ head }) => completeToOf(head));
  }
}
