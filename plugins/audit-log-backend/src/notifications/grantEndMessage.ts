import { isWithinLimits } from 'backstage-plugin-audit-log-common';
import { GrantEnd, GrantStanding } from '../grants';
import {
  grantTitle,
  isGroup,
  limitsInWords,
  standingInWords,
} from './grantMessage';
import { Message } from './types';
import { Wording } from './wording';

/** Names the notice of an end: another end is told of anew. */
export function grantEndNotice({ kind, grant }: GrantEnd): string {
  return `grant-${kind}:${grant.id}:${grant.expiresAt}`;
}

/** Whether another grant opens all of it for longer: its end changes nothing. */
export function isCovered(
  { grant }: GrantEnd,
  { held }: GrantStanding,
): boolean {
  return held.some(
    other =>
      other.id !== grant.id &&
      (other.expiresAt === null || other.expiresAt > grant.expiresAt!) &&
      isWithinLimits(grant.limits, other.limits),
  );
}

/**
 * What the holder of a grant is told before it ends, and when it has: when,
 * what they may read then, and whom to ask.
 *
 * @remarks
 * `standing` is undefined where it could not be found out.
 */
export function grantEndMessage(
  { kind, grant }: GrantEnd,
  standing: GrantStanding | undefined,
  wording: Wording,
): Message {
  const { grantee, expiresAt, limits, createdBy } = grant;
  const team = isGroup(grantee)
    ? `your group ${wording.name(grantee)}`
    : undefined;
  const end = wording.time(expiresAt!);
  const giver = `${wording.name(createdBy)}, who gave it, or another Admin`;
  const whose = team ? `of ${team}` : 'of yours';
  const remaining = standing && {
    ...standing,
    held: standing.held.filter(({ id }) => id !== grant.id),
  };
  const common = {
    to: [grantee],
    link: '/audit-log',
    severity: 'normal' as const,
    scope: `audit-log:grant-end:${grant.id}`,
  };
  if (kind === 'ended') {
    return {
      ...common,
      title: grantTitle({ kind, grant }, remaining, wording),
      description: `A grant ${whose} to read the audit log ended on ${end}. ${standingInWords(
        { standing: remaining, team, wording, giver },
      )}`,
    };
  }
  const isPart = remaining !== undefined && remaining.held.length > 0;
  return {
    ...common,
    title: `${titleOf(isPart, team)} ends on ${end}`,
    description: `A grant ${whose} to read ${limitsInWords(
      limits,
    )} of the audit log ends on ${end}. Ask ${giver} if you need it for longer.`,
  };
}

function titleOf(isPart: boolean, team: string | undefined): string {
  const access = team
    ? `access of ${team} to the audit log`
    : 'your access to the audit log';
  if (isPart) {
    return team ? `A part of the ${access}` : `A part of ${access}`;
  }
  return team ? `The ${access}` : 'Your access to the audit log';
}
