import { LifecycleNews } from '../settings';
import { Message } from './types';

/** What the Admin who asked for a transition is told about its completion. */
export function lifecycleMessage(news: LifecycleNews): Message {
  const to = news.askedBy.type === 'user' ? [news.askedBy.ref] : [];
  const scope = 'audit-log:lifecycle';
  switch (news.kind) {
    case 'enabled':
      return {
        to,
        scope,
        title: 'Audit logging is enabled',
        description: news.recovered
          ? 'The events kept since it was disabled are back. Storage integrations and export schedules need to be set up again.'
          : 'What people do in this portal is recorded from now on. Open the audit log to explore it.',
        link: '/audit-log',
        severity: 'normal',
      };
    case 'activation-failed':
      return {
        to,
        scope,
        title: 'Audit logging could not be enabled',
        description: news.reason,
        link: '/audit-log/settings',
        severity: 'high',
      };
    case 'disabled':
    default:
      return {
        to,
        scope,
        title: 'Audit logging is disabled',
        description: `Nothing is recorded any more. Events are kept until ${news.keptUntil} and then purged; enable audit logging before that to keep them.`,
        link: '/audit-log/settings',
        severity: 'high',
      };
  }
}
