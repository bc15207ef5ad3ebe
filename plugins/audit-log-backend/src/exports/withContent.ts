import { OwnedDraft } from './takeFromView';
import { StoredSchedule } from './types';

/**
 * A schedule with what another draft says. Another query, or another way to
 * cover the log, begins a new chain.
 */
export function withContent(
  present: StoredSchedule,
  draft: Omit<OwnedDraft, 'name'>,
): StoredSchedule {
  const isNewChain =
    present.chain.since !== null &&
    (present.query !== draft.query ||
      present.coverage.mode !== draft.coverage.mode);
  return {
    ...present,
    ...draft,
    // Of another query, rows may be waiting that were none before.
    checkedTo: present.exportedTo,
    ...(isNewChain && {
      chain: { number: present.chain.number + 1, since: null },
    }),
    ...(draft.coverage.mode !== present.coverage.mode && {
      coveredUntil: null,
    }),
  };
}
