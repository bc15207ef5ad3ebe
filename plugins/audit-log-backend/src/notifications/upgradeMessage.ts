import { UpgradeNote } from '../upgrades';
import { Message } from './types';

/** What people are told of what an upgrade did; undefined: nothing. */
export function upgradeMessage(note: UpgradeNote): Message | undefined {
  if (note.kind === 'grant-merged') {
    return undefined;
  }
  const { schedule } = note;
  const message = {
    to: [schedule.owner],
    link: `/audit-log/exports/${encodeURIComponent(schedule.id)}`,
    severity: 'high' as const,
    scope: `audit-log:export:${schedule.id}`,
  };
  if (note.kind === 'view-changed') {
    const view = note.view.name === null ? '' : ` '${note.view.name}'`;
    return {
      ...message,
      title: `Export '${schedule.name}' has a query of its own now`,
      description: `Its view${view} was changed since its last run. It goes on with the query of that run, in a new chain; take the view anew there if the export should follow it. From now on, changing a view changes no export.`,
    };
  }
  if (note.kind === 'query-kept') {
    const { query } = note;
    return {
      ...message,
      title: `Export '${schedule.name}' has a query of its own now`,
      description: `Its last run had another query, and the export was changed, paused or resumed since. It goes on with ${
        query === '' ? 'the whole log' : `'${query}'`
      }, in a new chain; look whether that is meant. From now on, changing a view changes no export.`,
    };
  }
  return {
    ...message,
    title: `Export '${schedule.name}' is paused`,
    description: `The export schedule '${note.other.name}' could write the same objects, and goes on. Give this one a folder or file name of its own, then resume it, or delete it.`,
  };
}
