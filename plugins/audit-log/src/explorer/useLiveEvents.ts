import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AuditEvent,
  CompleteTo,
  withoutAmended,
} from 'backstage-plugin-audit-log-common';
import { EventsQuery } from '../events';
import { auditLogApiRef, useMe, useVisibility } from '../shared';
import { watchInTurn } from './watchInTurn';

/** More are not kept; the whole list is read anew instead. */
export const MOST_WAITING = 1000;

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
 * Listens for new events while `isOn` and somebody looks, beginning after
 * `since`. Where the connection ends it is made again and goes on after what was
 * heard last.
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

  const after = useRef<string>();
  const isVisible = useVisibility();
  // A range that has ended gets no new events.
  const isWatched = isOn && since !== undefined && !scope.to;

  useEffect(() => {
    setHeard(nothing);
    after.current = since;
  }, [scope, since, isOn]);

  useEffect(() => {
    if (!isWatched || !isVisible) {
      return undefined;
    }
    const controller = new AbortController();

    /** Hears what is new, for so long; throws where it can't. */
    const listen = async (seconds: number | undefined, signal: AbortSignal) => {
      const messages = api.streamEvents(
        {
          q: scope.q,
          after: after.current,
          ...(seconds !== undefined && { seconds }),
        },
        signal,
      );
      for await (const { items, completeTo } of messages) {
        if (signal.aborted) {
          return;
        }
        after.current = completeTo.sequence;
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
    void watchInTurn({
      listen,
      onFailure: () => setHeard(before => ({ ...before, hasFailed: true })),
      signal: controller.signal,
    });
    return () => controller.abort();
  }, [api, scope, since, isWatched, isVisible, principal]);

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
