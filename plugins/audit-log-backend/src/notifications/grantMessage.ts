import { GrantNews } from '../grants';
import { Message } from './types';

const titles: Record<GrantNews['kind'], string> = {
  given: 'You may read the audit log',
  changed: 'Your access to the audit log has changed',
  revoked: 'You may no longer read the audit log',
};

/** What the holder of a grant is told when it is given, changed or revoked. */
export function grantMessage(news: GrantNews): Message {
  return {
    to: [news.grantee],
    title: titles[news.kind],
    description:
      news.kind === 'revoked'
        ? `An Admin revoked what was granted to ${news.grantee}.`
        : describeGrant(news),
    link: '/audit-log',
    severity: 'normal',
    scope: `audit-log:grant:${news.grantee}`,
  };
}

function describeGrant({ grantee, limits, expiresAt }: GrantNews): string {
  const parts = [
    limits.categories && `of the categories ${limits.categories.join(', ')}`,
    limits.plugins && `of the plugins ${limits.plugins.join(', ')}`,
    limits.ownEvents && 'that you caused yourself',
    limits.ownedEntities && 'about entities that you own',
  ].filter(Boolean);
  const which = parts.length > 0 ? `events ${parts.join(', ')}` : 'every event';
  const until = expiresAt ? ` until ${expiresAt}` : '';
  return `An Admin let ${grantee} read ${which}${until}.`;
}
