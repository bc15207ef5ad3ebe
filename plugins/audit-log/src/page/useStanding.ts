import { useEffect, useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Me } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, useVisibility } from '../shared';

/** An Admin may revoke a grant at any time. */
const LOOK_EVERY_MS = 30_000;
/** Clocks of browsers are a little ahead or behind. */
const AFTER_END_MS = 1_000;
/** What a timer can wait. */
const MAX_TIMER_MS = 2 ** 31 - 2 * AFTER_END_MS;

/**
 * Asks again what the reader may do while the page is looked at, and when a
 * grant of theirs ends. Returns what they might do before, where they may not
 * read any more.
 */
export function useStanding(
  me: Me | undefined,
  onChange: (me: Me) => void,
): Me | undefined {
  const api = useApi(auditLogApiRef);
  const isVisible = useVisibility();
  const before = useRef<Me>();
  if (me?.mayRead) {
    before.current = me;
  }

  useEffect(() => {
    if (!me || !isVisible) {
      return undefined;
    }
    const controller = new AbortController();
    const look = async () => {
      try {
        const found = await api.getMe(controller.signal);
        if (!controller.signal.aborted && standing(found) !== standing(me)) {
          onChange(found);
        }
      } catch {
        // The next look tells.
      }
    };
    const repeated = setInterval(look, LOOK_EVERY_MS);
    const end = nextEndOf(me);
    const untilEnd = end === undefined ? Infinity : end - Date.now();
    const atEnd =
      untilEnd < MAX_TIMER_MS
        ? setTimeout(look, Math.max(0, untilEnd) + AFTER_END_MS)
        : undefined;
    return () => {
      controller.abort();
      clearInterval(repeated);
      clearTimeout(atEnd);
    };
  }, [api, isVisible, me, onChange]);

  return me && !me.mayRead ? before.current : undefined;
}

/** What the page depends on; the state of logging is followed elsewhere. */
function standing({ logging: _, ...may }: Me): string {
  return JSON.stringify(may);
}

function nextEndOf({ readingLimits }: Me): number | undefined {
  const ends = (readingLimits?.grants ?? []).flatMap(({ expiresAt }) =>
    expiresAt === null ? [] : [Date.parse(expiresAt)],
  );
  const next = Math.min(...ends.filter(end => end > Date.now()));
  return Number.isFinite(next) ? next : undefined;
}
