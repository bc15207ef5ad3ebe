import { RetentionNews } from '../retention';
import { Message } from './types';
import { Wording } from './wording';

/** What Admins are told about events that go or went. */
export function retentionMessage(
  news: RetentionNews,
  admins: string[],
  wording: Wording,
): Message {
  const common = {
    to: admins,
    link: '/audit-log/settings',
    severity: 'high' as const,
    scope: 'audit-log:retention',
  };
  switch (news.kind) {
    case 'purge-soon':
      return {
        ...common,
        title: `Audit log: events are purged in ${news.daysLeft} ${
          news.daysLeft === 1 ? 'day' : 'days'
        }`,
        description: `Audit logging is disabled, and its events are kept until ${wording.time(
          news.keptUntil,
        )}. Enable it before that to keep them.`,
      };
    case 'purged':
      return {
        ...common,
        title: 'Audit log: events were purged',
        description: `${
          news.removed
        } events were removed, because the time to recover them is over.${
          news.held ? ' Events on legal hold were kept.' : ''
        }`,
      };
    case 'unexported':
    default:
      return {
        ...common,
        link: '/audit-log/exports',
        title: 'Audit log: events are due to go before they were exported',
        description: `${news.schedules.join(', ')}: ${
          news.heldBack
            ? 'the events are held back until they are exported.'
            : 'the events are removed although they were not exported.'
        }`,
      };
  }
}

/** Names a piece of news, so that it is told once. */
export function retentionNotice(news: RetentionNews, now: Date): string {
  switch (news.kind) {
    case 'purge-soon':
      return `purge-soon:${news.keptUntil}:${news.daysLeft}`;
    case 'purged':
      return `purged:${now.toISOString()}`;
    case 'unexported':
    default:
      return `unexported:${now.toISOString().slice(0, 10)}`;
  }
}
