import { createHash } from 'node:crypto';
import { storageAdvice } from 'backstage-plugin-audit-log-common';
import { ExportNews } from '../exports';
import { sentence } from './sentence';
import { Message } from './types';

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
    link: `/audit-log/exports/${encodeURIComponent(schedule.id)}`,
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
      description: [
        `It failed ${schedule.failuresInARow} times in a row, the last time with:`,
        ...saidBy(run),
        'Put that right and resume it; it goes on where it stopped.',
        others(run),
      ].join(' '),
      severity: 'critical',
    };
  }
  return schedule.failuresInARow > 1
    ? undefined
    : {
        ...message,
        title: `Export '${schedule.name}' failed`,
        description: [
          `The storage integration '${run.spec.integration}' said:`,
          ...saidBy(run),
          'It will be tried again, and you hear when it works again or is suspended.',
          others(run),
        ].join(' '),
        severity: 'high',
      };
}

/** The storage's own words, and what to do about them where that is known. */
function saidBy({ error }: ExportNews['run']): string[] {
  const words = error ?? '';
  const advice = storageAdvice(words);
  return [sentence(words), ...(advice ? [advice] : [])];
}

function others({ spec }: ExportNews['run']): string {
  return `Other schedules of yours that use '${spec.integration}' and fail alike within the hour are not told apart; the list of schedules shows them.`;
}

/**
 * Names a piece of news, for its owner and for the Admins, so that failures of
 * many schedules in the same hour, for the same reason, are told once.
 */
export function exportNotices(
  news: ExportNews,
  now: Date,
): { owner: string; admins: string } {
  const { schedule, run } = news;
  const what = isSuspension(news) ? 'suspended' : news.kind;
  const reason = [run.spec.integration, run.error];
  const noticeOf = (audience: string, about: unknown[]) => {
    const hash = createHash('sha256')
      .update(JSON.stringify(about))
      .digest('hex');
    return `${audience}-${what}:${hash}:${now.toISOString().slice(0, 13)}`;
  };
  return {
    owner: noticeOf(
      'export',
      news.kind === 'run-succeeded'
        ? [schedule.id]
        : [schedule.owner, ...reason],
    ),
    admins: noticeOf('export-admins', reason),
  };
}

/** Whether this is the failure that suspends a schedule. */
export function isSuspension(news: ExportNews): boolean {
  return news.kind === 'run-failed' && news.suspended;
}
