import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { RecordingNews } from '../recording';
import { Message } from './types';
import { Wording } from './wording';

/** Most operations that one message lists. */
const MAX_LISTED = 10;

/** What Admins are told about the recording of events. */
export function recordingMessage(
  news: RecordingNews,
  admins: string[],
  wording: Wording,
): Message {
  switch (news.kind) {
    case 'impaired':
      return {
        to: admins,
        scope: `audit-log:recording:${news.instance}`,
        title: 'Recording of the audit log is impaired',
        description: `The backend '${
          news.instance
        }' can't record all events as it should: ${news.problems.join(
          '. ',
        )}. The settings show what it does now.`,
        link: '/audit-log/settings#recording',
        severity: 'high',
      };
    case 'recovered':
      return {
        to: admins,
        scope: `audit-log:recording:${news.instance}`,
        title: 'Recording of the audit log has recovered',
        description: `The backend '${
          news.instance
        }' records as it should again. Since ${wording.time(
          news.since,
        )} it could not: ${news.problems.join('. ')}.`,
        link: '/audit-log/settings#recording',
        severity: 'normal',
      };
    case 'incomplete':
    default:
      return incompleteMessage(news.operations, admins, wording);
  }
}

function incompleteMessage(
  operations: RecordedEvent[],
  admins: string[],
  wording: Wording,
): Message {
  const count = operations.length;
  const listed = operations
    .slice(0, MAX_LISTED)
    .map(operation => describe(operation, wording))
    .join('; ');
  const more = count > MAX_LISTED ? `; and ${count - MAX_LISTED} more` : '';
  return {
    to: admins,
    scope: `audit-log:incomplete:${operations[0].id}`,
    title:
      count === 1
        ? 'An operation began and never ended'
        : `${count} operations began and never ended`,
    description: `Their process died, and what became of them is unknown: ${listed}${more}.`,
    link: linkTo(operations),
    severity: 'high',
  };
}

/** One of them is opened; of several the list is shown. */
function linkTo(operations: RecordedEvent[]): string {
  return operations.length === 1
    ? `/audit-log?event=${encodeURIComponent(operations[0].id)}`
    : '/audit-log?q=outcome%3Aunknown';
}

function describe(event: RecordedEvent, wording: Wording): string {
  const ref = event.actor?.ref;
  return `${event.plugin}.${event.eventId} by ${
    ref ? wording.name(ref) : 'somebody'
  } on ${wording.time(event.startedAt)}`;
}
