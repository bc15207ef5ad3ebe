import { createHash } from 'node:crypto';
import { ExportNews } from '../exports';
import { StorageNews } from '../storage';
import { Message } from './types';

const schedulesLink = '/audit-log/exports';
const settingsLink = '/audit-log/settings';

/**
 * What the owner of a schedule is told about its runs; undefined: nothing.
 *
 * @remarks
 * Of failures in a row the first is told, and that it was too many: what lies
 * between would say nothing new.
 */
export function exportMessage(news: ExportNews): Message | undefined {
  const { schedule, run } = news;
  const message = {
    to: [schedule.owner],
    scope: `audit-log:export:${schedule.id}`,
    link: schedulesLink,
  };
  if (news.kind === 'run-succeeded') {
    return news.recovered
      ? {
          ...message,
          title: `Export '${schedule.name}' works again`,
          description: `Its range from ${run.fromSequence} to ${run.toSequence} was written to ${run.destination}. Nothing is missing.`,
          severity: 'normal',
        }
      : undefined;
  }
  if (news.suspended) {
    return {
      ...message,
      title: `Export '${schedule.name}' is suspended`,
      description: `It failed ${
        schedule.failuresInARow
      } times in a row, the last time with: ${
        run.error
      }. Put that right and resume it; it goes on where it stopped. ${others(
        run,
      )}`,
      severity: 'critical',
    };
  }
  return schedule.failuresInARow > 1
    ? undefined
    : {
        ...message,
        title: `Export '${schedule.name}' failed`,
        description: `The storage integration '${run.spec.integration}' said: ${
          run.error
        }. It will be tried again, and you hear when it works again or is suspended. ${others(
          run,
        )}`,
        severity: 'high',
      };
}

function others({ spec }: ExportNews['run']): string {
  return `Other schedules of yours that use '${spec.integration}' and fail alike within the hour are not told apart; the list of schedules shows them.`;
}

/**
 * Names a piece of news, so that failures of many schedules of one owner in
 * the same hour, for the same reason, are told once.
 */
export function exportNotice(news: ExportNews, now: Date): string {
  const { schedule, run } = news;
  const what =
    news.kind === 'run-failed' && news.suspended ? 'suspended' : news.kind;
  const reason = createHash('sha256')
    .update(
      JSON.stringify(
        news.kind === 'run-succeeded'
          ? [schedule.id]
          : [schedule.owner, run.spec.integration, run.error],
      ),
    )
    .digest('hex');
  return `export-${what}:${reason}:${now.toISOString().slice(0, 13)}`;
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
