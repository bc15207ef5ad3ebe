import { OwnedDraft } from './takeFromView';
import { StoredSchedule } from './types';

/**
 * A schedule with what another draft says. Another query, or another way to
 * cover the log, begins a new chain. It keeps the version of its format while
 * it exports the same.
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
    formatVersion: exportsTheSame(present, draft)
      ? present.formatVersion
      : null,
    ...(isNewChain && {
      chain: { number: present.chain.number + 1, since: null },
    }),
    ...(draft.coverage.mode !== present.coverage.mode && {
      coveredUntil: null,
    }),
  };
}

type Content = Pick<OwnedDraft, 'query' | 'output'>;

function exportsTheSame(one: Content, other: Content): boolean {
  const [before, after] = [one, other].map(({ query, output }) =>
    JSON.stringify([
      query,
      output.format,
      output.compression,
      output.columns ?? null,
    ]),
  );
  return before === after;
}
