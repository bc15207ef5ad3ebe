import { GrantLimits } from 'backstage-plugin-audit-log-common';
import { GrantNews, GrantStanding, StoredGrant } from '../grants';
import { Message } from './types';
import { Wording } from './wording';

const did: Record<GrantNews['kind'], string> = {
  given: 'gave {whom} a grant to read the audit log',
  changed: 'changed a grant of {whose} to read the audit log',
  revoked: 'revoked a grant of {whose} to read the audit log',
};

/**
 * What the holder of a grant is told when it is given, changed or revoked: who
 * did it, and what they may read now, for whatever reason.
 *
 * @remarks
 * `standing` is undefined where it could not be found out. The members of a
 * group may differ in what else they may read.
 */
export function grantMessage(
  news: GrantNews,
  standing: GrantStanding | undefined,
  wording: Wording,
): Message {
  const { grantee } = news.grant;
  const team = isGroup(grantee)
    ? `your group ${wording.name(grantee)}`
    : undefined;
  const what = did[news.kind]
    .replace('{whom}', team ?? 'you')
    .replace('{whose}', team ?? 'yours');
  return {
    to: [grantee],
    title: grantTitle(news, standing, wording),
    description: `${wording.name(news.by)} ${what}. ${standingInWords({
      standing,
      team,
      wording,
    })}`,
    link: '/audit-log',
    severity: 'normal',
    scope: `audit-log:grant:${grantee}`,
  };
}

export function grantTitle(
  { kind, grant }: { kind: GrantNews['kind'] | 'ended'; grant: StoredGrant },
  standing: GrantStanding | undefined,
  wording: Wording,
): string {
  if (kind === 'given' && standing?.isAdmin !== true) {
    return 'You may read the audit log';
  }
  const mayRead = !standing || standing.isAdmin || standing.held.length > 0;
  if (mayRead) {
    return 'Your access to the audit log has changed';
  }
  return isGroup(grant.grantee)
    ? `The audit log is no longer open to ${wording.name(grant.grantee)}`
    : 'You may no longer read the audit log';
}

/** What somebody may read now, in one or two sentences. */
export function standingInWords(options: {
  standing: GrantStanding | undefined;
  /** Undefined where a person is told about themselves. */
  team: string | undefined;
  wording: Wording;
  /** Whom to ask, beside any Admin: who gave the grant. */
  giver?: string;
}): string {
  const { standing, team, wording, giver } = options;
  if (!standing) {
    return 'The audit log shows what you may read now.';
  }
  if (standing.isAdmin) {
    return `${
      team ? 'As members of this group you are Admins' : 'You are an Admin'
    } and may read every event, with a grant or without.`;
  }
  const { held } = standing;
  if (held.length === 0) {
    return team
      ? `You may still read what was granted to yourself or to other groups of yours.${askInWords(
          giver,
        )}`
      : `You may read nothing of it now.${askInWords(giver ?? 'an Admin')}`;
  }
  const parts = held
    .map(({ limits, expiresAt }) =>
      [
        limitsInWords(limits),
        expiresAt ? `until ${wording.time(expiresAt)}` : 'without an end',
      ].join(', '),
    )
    .filter((part, index, all) => all.indexOf(part) === index);
  return `You may read now: ${parts.join('; and ')}.`;
}

function askInWords(whom: string | undefined): string {
  return whom ? ` Ask ${whom} if you need it.` : '';
}

/** `events of the categories CATALOG, AI that you caused yourself` */
export function limitsInWords(limits: GrantLimits): string {
  const parts = [
    limits.categories && ofNamed('category', 'categories', limits.categories),
    limits.plugins && ofNamed('plugin', 'plugins', limits.plugins),
    limits.ownEvents && 'that you caused yourself',
    limits.ownedEntities && 'about entities that you own',
  ].filter(Boolean);
  return parts.length > 0 ? `events ${parts.join(', ')}` : 'every event';
}

function ofNamed(one: string, several: string, names: string[]): string {
  return `of the ${names.length === 1 ? one : several} ${names.join(', ')}`;
}

export function isGroup(ref: string): boolean {
  return ref.startsWith('group:');
}
