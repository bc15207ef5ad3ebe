import { QueryTranslator } from '../query';
import { EventStore } from '../store';
import { HeadWatch } from './HeadWatch';
import { LiveEvents } from './LiveEvents';
import { streamHandlers } from './streamHandlers';

/** How often the head of the log is looked at while somebody watches. */
const POLL_MS = 1000;

/** Proxies close connections on which nothing is said for a minute. */
const HEARTBEAT_MS = 15_000;

/** Lets people watch events as they are appended. */
export function createLive(options: {
  /** Tells how far the log is complete. */
  store: Pick<EventStore, 'completeTo'>;
  translateQuery: QueryTranslator;
  /** Aborted when the backend shuts down. */
  stopping: AbortSignal;
}) {
  const { store, translateQuery, stopping } = options;
  const live = new LiveEvents({
    store,
    heads: new HeadWatch({
      readHead: () => store.completeTo(),
      pollMs: POLL_MS,
    }),
    heartbeatMs: HEARTBEAT_MS,
    stopping,
  });
  return { handlers: streamHandlers({ live, translateQuery }) };
}
