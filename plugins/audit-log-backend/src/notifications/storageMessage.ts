import { storageAdvice } from 'backstage-plugin-audit-log-common';
import { StorageNews } from '../storage';
import { sentence } from './sentence';
import { Message } from './types';
import { Wording } from './wording';

function namesOf(schedules: { name: string }[]): string {
  return schedules.map(({ name }) => `'${name}'`).join(', ');
}

/** What people are told about storage integrations. */
export function storageMessage(news: StorageNews, wording: Wording): Message {
  const { integration } = news;
  const title = `Storage integration '${integration.name}'`;
  const message = {
    scope: `audit-log:storage:${integration.name}`,
    link: '/audit-log/settings#storage-integrations',
    severity: 'normal' as const,
  };
  if (news.kind === 'integration-tested') {
    return { ...message, ...testMessage(title, news) };
  }
  const { by, effect, schedules } = news;
  const verb = news.kind === 'integration-deleted' ? 'deleted' : 'changed';
  const did = `${wording.name(by)} ${verb} it.`;
  return {
    ...message,
    to: [...new Set([by, ...schedules.map(({ owner }) => owner)])],
    title: `${title} was ${verb}`,
    description:
      schedules.length > 0
        ? `${did} These export schedules were ${effect}: ${namesOf(schedules)}.`
        : `${did} No export schedule was affected.`,
  };
}

/**
 * That it works is news for who set it up. That it doesn't is also for the
 * owners of schedules that are going to fail.
 */
function testMessage(
  title: string,
  news: StorageNews & { kind: 'integration-tested' },
): Pick<Message, 'to' | 'title' | 'description'> & Partial<Message> {
  const { integration, test, schedules } = news;
  if (test.ok) {
    return {
      to: [integration.createdBy],
      title: `${title} is ready`,
      description: `A probe was written to ${integration.destination}, read and deleted.`,
    };
  }
  const said = test.steps.find(({ ok }) => !ok)?.message ?? '';
  return {
    to: [
      ...new Set([
        integration.createdBy,
        ...schedules.map(({ owner }) => owner),
      ]),
    ],
    title: `${title} does not work`,
    description: [
      sentence(integration.statusReason ?? 'The test failed'),
      storageAdvice(said),
      schedules.length > 0 &&
        `These export schedules use it: ${namesOf(schedules)}.`,
    ]
      .filter(Boolean)
      .join(' '),
    severity: 'high',
  };
}
