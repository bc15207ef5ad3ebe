import { ExportNews } from '../exports';
import { StorageNews } from '../storage';
import { Message } from './types';

const schedulesLink = '/audit-log/exports';
const settingsLink = '/audit-log/settings';

/** What the owner of a schedule is told about its runs; undefined: nothing. */
export function exportMessage(news: ExportNews): Message | undefined {
  const { schedule, run } = news;
  const scope = `audit-log:export:${schedule.id}`;
  const to = [schedule.owner];
  if (news.kind === 'run-succeeded') {
    return news.recovered
      ? {
          to,
          scope,
          title: `Export '${schedule.name}' works again`,
          description: `Its range from ${run.fromSequence} to ${run.toSequence} was written to ${run.destination}. Nothing is missing.`,
          link: schedulesLink,
          severity: 'normal',
        }
      : undefined;
  }
  return {
    to,
    scope,
    title: news.suspended
      ? `Export '${schedule.name}' is suspended`
      : `Export '${schedule.name}' failed`,
    description: news.suspended
      ? `It failed ${schedule.failuresInARow} times in a row, the last time with: ${run.error}. Put that right and resume it; it goes on where it stopped.`
      : `The storage integration '${run.spec.integration}' said: ${run.error}. It will be tried again.`,
    link: schedulesLink,
    severity: news.suspended ? 'critical' : 'high',
  };
}

function namesOf(news: { schedules: { name: string }[] }): string {
  return news.schedules.map(({ name }) => `'${name}'`).join(', ');
}

/** What people are told about storage integrations. */
export function storageMessages(news: StorageNews): Message[] {
  const { integration } = news;
  const message = {
    scope: `audit-log:storage:${integration.name}`,
    link: settingsLink,
    severity: 'normal' as const,
  };
  if (news.kind === 'integration-tested' && news.test.ok) {
    return [
      {
        ...message,
        to: [integration.createdBy],
        title: `Storage integration '${integration.name}' is ready`,
        description: `A probe was written to ${integration.destination}, read and deleted.`,
      },
    ];
  }
  if (news.kind === 'integration-tested') {
    return [
      {
        ...message,
        to: [integration.createdBy],
        title: `Storage integration '${integration.name}' does not work`,
        description: integration.statusReason ?? 'The test failed',
        severity: 'high',
      },
    ];
  }
  const what =
    news.kind === 'integration-deleted' ? 'was deleted' : 'was changed';
  const people = new Set([
    news.by,
    ...news.schedules.map(({ owner }) => owner),
  ]);
  return [
    {
      ...message,
      to: [...people],
      title: `Storage integration '${integration.name}' ${what}`,
      description:
        news.schedules.length > 0
          ? `By ${news.by}. These export schedules were ${
              news.effect
            }: ${namesOf(news)}.`
          : `By ${news.by}. No export schedule was affected.`,
    },
  ];
}
