import { LoggerService } from '@backstage/backend-plugin-api';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  watchRecorder,
} from 'backstage-plugin-audit-log-node';
import { EventStore } from '../store';
import { RecordingNews } from './news';

/**
 * Watches the recorder of this process, and what other backends deliver, and
 * tells what people should know.
 */
export function createRecordingWatch(options: {
  recorder: AuditLogRecorder;
  store: Pick<EventStore, 'get'>;
  clock: () => Date;
  logger: LoggerService;
  onNews: (news: RecordingNews) => Promise<void>;
  /** How often it looks, in milliseconds. */
  intervalMs?: number;
}) {
  const { recorder, store, clock, logger, onNews, intervalMs } = options;
  const { instance } = recorder;
  let impairedSince: string | undefined;

  const tell = async (news: RecordingNews) => {
    try {
      await onNews(news);
    } catch (error) {
      logger.warn(`News about recording could not be told: ${error}`);
    }
  };

  /** Only those that the log shows as never ended. */
  const tellIncomplete = async (events: RecordedEvent[]) => {
    try {
      await recorder.flush();
      const operations: RecordedEvent[] = [];
      for (const event of events) {
        const stored = await store.get(event.id, []);
        if (stored?.outcome === 'unknown') {
          operations.push(event);
        }
      }
      if (operations.length > 0) {
        await tell({ kind: 'incomplete', operations });
      }
    } catch (error) {
      logger.warn(
        `${events.length} operations that never ended could not be told: ${error}`,
      );
    }
  };

  const stop = watchRecorder(
    recorder,
    {
      onImpaired: problems => {
        impairedSince = clock().toISOString();
        logger.warn(`Recording is impaired: ${problems.join('; ')}`);
        void tell({ kind: 'impaired', instance, problems });
      },
      onRecovered: problems => {
        logger.info('Recording has recovered');
        void tell({
          kind: 'recovered',
          instance,
          problems,
          since: impairedSince ?? clock().toISOString(),
        });
      },
      onIncomplete: events => void tellIncomplete(events),
    },
    intervalMs,
  );

  return {
    stop,
    /** Takes note of events that another backend delivered. */
    delivered(events: RecordedEvent[]): void {
      // Those with a reason ended: their caller left.
      const incomplete = events.filter(
        ({ outcome, error }) => outcome === 'unknown' && error === null,
      );
      if (incomplete.length > 0) {
        void tellIncomplete(incomplete);
      }
    },
  };
}
