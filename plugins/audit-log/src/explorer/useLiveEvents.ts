import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AuditEvent,
  CompleteTo,
  withoutAmended,
} from 'backstage-plugin-audit-log-common';
import { EventsQuery } from '../events';
import { auditLogApiRef, useMe } from '../shared';

/** More are not kept; the whole list is read anew instead. */
export const MOST_WAITING = 1000;

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** Events that were appended since the table was read, and wait to be shown. */
export interface LiveEvents {
  waiting: AuditEvent[];
  hasFailed: boolean;
  /** Up to where it is known what is new; undefined before anything is heard. */
  completeTo: CompleteTo | undefined;
  /** Forgets what waits, because it is shown now. */
  take: () => void;
}

interface Heard extends Pick<LiveEvents, 'waiting' | 'hasFailed'> {
  completeTo: CompleteTo | undefined;
}

const nothing: Heard = {
  waiting: [],
  hasFailed: false,
  completeTo: undefined,
};

/**
 * Listens for new events while `isOn`, beginning after `since`. Where the
 * connection ends it is made again and goes on after what was heard last.
 *
 * @param options - `scope` must be stable between renders
 */
export function useLiveEvents(options: {
  scope: EventsQuery;
  /** Sequence; nothing is listened to before it is known. */
  since: string | undefined;
  isOn: boolean;
}): LiveEvents {
  const { scope, since, isOn } = options;
  const api = useApi(auditLogApiRef);
  const { principal } = useMe();
  const [heard, setHeard] = useState<Heard>(nothing);

  useEffect(() => {
    setHeard(nothing);
    // A range that has ended gets no new events.
    if (!isOn || since === undefined || scope.to) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    let after = since;
    let retryMs = FIRST_RETRY_MS;

    const listen = async () => {
      const messages = api.streamEvents({ q: scope.q, after }, signal);
      for await (const { items, completeTo } of messages) {
        if (signal.aborted) {
          return;
        }
        after = completeTo.sequence;
        retryMs = FIRST_RETRY_MS;
        setHeard(before => ({
          waiting: eachOnce([
            ...before.waiting,
            ...items.filter(event => !isOwnWatching(event, principal)),
          ]).slice(0, MOST_WAITING),
          hasFailed: false,
          completeTo,
        }));
      }
    };
    const keepListening = async () => {
      while (!signal.aborted) {
        try {
          await listen();
        } catch {
          if (!signal.aborted) {
            setHeard(before => ({ ...before, hasFailed: true }));
          }
        }
        await pause(retryMs, signal);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    };
    keepListening();
    return () => controller.abort();
  }, [api, scope, since, isOn, principal]);

  const take = useCallback(
    () => setHeard(before => ({ ...before, waiting: [] })),
    [],
  );
  return { ...heard, take };
}

/** Each operation once, with its last outcome. */
function eachOnce(events: AuditEvent[]): AuditEvent[] {
  return withoutAmended(events, events);
}

/** That the reader reads is no news to them. */
function isOwnWatching(event: AuditEvent, principal: string | null): boolean {
  return (
    event.plugin === 'audit-log' &&
    event.eventId === 'event-read' &&
    event.actor?.ref === principal
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
