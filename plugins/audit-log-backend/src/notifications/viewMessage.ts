import { ViewNews } from '../views';
import { sentence } from './sentence';
import { Message } from './types';
import { Wording } from './wording';

/**
 * What the owners of schedules are told where the view that they were taken
 * from is changed: one message for each owner but who did it.
 */
export function viewMessages(
  { view, by, schedules }: ViewNews,
  wording: Wording,
): Message[] {
  const owners = new Set(schedules.map(({ owner }) => owner));
  owners.delete(by);
  return [...owners].map(owner => {
    const theirs = schedules.filter(each => each.owner === owner);
    const updated = theirs.filter(each => each.updated);
    const kept = theirs.filter(each => !each.updated);
    const [only] = theirs.length === 1 ? theirs : [];
    return {
      to: [owner],
      title: `The view '${view.name}' was changed`,
      description: [
        `${wording.name(by)} changed what it shows.`,
        ...(updated.length > 0
          ? [
              `These export schedules of yours export it as it is now, in a new chain that begins where the last run ended: ${namesOf(
                updated,
              )}.`,
            ]
          : []),
        ...(kept.length > 0
          ? [
              `These keep what they exported before: ${namesOf(
                kept,
              )}. Take the view anew there if they should follow.`,
            ]
          : []),
        ...reasonsOf(kept),
      ].join(' '),
      link: only
        ? `/audit-log/exports/${encodeURIComponent(only.id)}`
        : `/audit-log/exports?viewId=${encodeURIComponent(view.id)}`,
      severity: 'normal',
      scope: `audit-log:view:${view.id}`,
    };
  });
}

function namesOf(schedules: ViewNews['schedules']): string {
  return schedules.map(({ name }) => `'${name}'`).join(', ');
}

/** Why what was asked to follow couldn't. */
function reasonsOf(kept: ViewNews['schedules']): string[] {
  const reasons = new Set(kept.flatMap(({ reason }) => reason ?? []));
  return [...reasons]
    .filter(reason => reason.startsWith('Body field'))
    .map(reason => sentence(reason));
}
