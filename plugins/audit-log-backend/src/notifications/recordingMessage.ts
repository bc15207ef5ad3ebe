import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { RecordingNews } from '../recording';
import { Message } from './types';

/** Most operations that one message lists. */
const MAX_LISTED = 10;

/** What Admins are told about the recording of events. */
export function recordingMessage(
  news: RecordingNews,
  admins: string[],
): Message {
  switch (news.kind) {
    case 'impaired':
      return {
        to: admins,
        scope: `audit-log:recording:${news.instance}`,
        title: 'Recording of the audit log is impaired',
        description: `${news.instance}: ${news.problems.join('. ')}.`,
        link: '/audit-log/settings',
        severity: 'high',
      };
    case 'recovered':
      return {
        to: admins,
        scope: `audit-log:recording:${news.instance}`,
        title: 'Recording of the audit log has recovered',
        description: `${news.instance} was impaired since ${
          news.since
        }: ${news.problems.join('. ')}.`,
        link: '/audit-log/settings',
        severity: 'normal',
      };
    case 'incomplete':
    default:
      return incompleteMessage(news.operations, admins);
  }
}

function incompleteMessage(
  operations: RecordedEvent[],
  admins: string[],
): Message {
  const count = operations.length;
  const listed = operations.slice(0, MAX_LISTED).map(describe).join('; ');
  const more = count > MAX_LISTED ? `; and ${count - MAX_LISTED} more` : '';
  return {
    to: admins,
    scope: `audit-log:incomplete:${operations[0].id}`,
    title:
      count === 1
        ? 'An operation began and never ended'
        : `${count} operations began and never ended`,
    description: `Their process died, and what became of them is unknown: ${listed}${more}.`,
    link: '/audit-log?q=outcome%3Aunknown',
    severity: 'high',
  };
}

function describe(event: RecordedEvent): string {
  const who = event.actor?.ref ?? event.actor?.type ?? 'somebody';
  return `${event.plugin}.${event.eventId} by ${who} at ${event.startedAt}`;
}
