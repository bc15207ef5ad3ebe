import { Dependents } from 'backstage-plugin-audit-log-common';
import { LifecycleNews, Recovery } from '../settings';
import { Message } from './types';
import { Wording } from './wording';
import { sentence } from './sentence';

/** Names of what disabling has put out of service. */
export type ToSetUpAgain = Dependents['toSetUpAgain'];

const nothing: ToSetUpAgain = { storageIntegrations: [], exportSchedules: [] };

const before: Record<Recovery, string> = {
  'first-time': '',
  recovered: 'The events kept since it was disabled are back. ',
  purged:
    'The time to recover the events of before was over, and they are gone. ',
};

/**
 * What people are told about the completion of a transition: the Admin who
 * asked for it, and every Admin where nothing is recorded any more.
 */
export function lifecycleMessage(
  news: LifecycleNews,
  options: {
    admins: string[];
    toSetUpAgain?: ToSetUpAgain;
    wording: Wording;
  },
): Message {
  const to = news.askedBy.type === 'user' ? [news.askedBy.ref] : [];
  const scope = 'audit-log:lifecycle';
  const { wording } = options;
  switch (news.kind) {
    case 'enabled':
      return {
        to,
        scope,
        title: 'Audit logging is enabled',
        description: `${
          before[news.recovery]
        }What people do in this portal is recorded from now on. Open the audit log to explore it.${describe(
          options.toSetUpAgain ?? nothing,
        )}`,
        link: '/audit-log',
        severity: 'normal',
      };
    case 'activation-failed':
      return {
        to,
        scope,
        title: 'Audit logging could not be enabled',
        description: `You asked for it. ${sentence(
          news.reason,
        )} Put that right, and enable it again in the settings.`,
        link: '/audit-log/settings',
        severity: 'high',
      };
    case 'disabled':
    default:
      return {
        to: [...new Set([...to, ...options.admins])],
        scope,
        title: 'Audit logging is disabled',
        description: [
          `${wording.name(news.askedBy.ref)} switched audit logging off.`,
          news.reason && `The reason given: ${sentence(news.reason)}`,
          'What happens in the portal is not recorded any more.',
          `The log is kept until ${wording.time(
            news.keptUntil,
          )} and then purged; enable audit logging before that to keep it.`,
        ]
          .filter(Boolean)
          .join(' '),
        link: '/audit-log/settings',
        severity: 'high',
      };
  }
}

function describe({
  storageIntegrations,
  exportSchedules,
}: ToSetUpAgain): string {
  const parts = [
    ...(storageIntegrations.length > 0
      ? [`storage integrations ${storageIntegrations.join(', ')}`]
      : []),
    ...(exportSchedules.length > 0
      ? [`export schedules ${exportSchedules.join(', ')}`]
      : []),
  ];
  return parts.length > 0
    ? ` These have to be set up again: ${parts.join('; ')}.`
    : '';
}
