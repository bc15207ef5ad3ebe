import { GrantLimits, isWithinLimits } from 'backstage-plugin-audit-log-common';
import { GrantStanding, KnownNames, StoredGrant } from './types';

/** A sentence for each reason why a grant may not do what its giver means. */
export function grantWarnings(options: {
  grant: Pick<StoredGrant, 'grantee' | 'limits' | 'expiresAt'>;
  standing: GrantStanding;
  known: KnownNames;
}): string[] {
  const { grant, standing, known } = options;
  const isGroup = grant.grantee.startsWith('group:');
  return [
    ...(standing.isAdmin
      ? [
          isGroup
            ? 'The members of this group are Admins, who may read every event: the grant changes nothing for them.'
            : 'This person is an Admin, who may read every event: the grant changes nothing.',
        ]
      : []),
    ...standing.held
      .filter(held => isWithinLimits(grant.limits, held.limits))
      .slice(0, 1)
      .map(held => duplicateOf(grant, held)),
    ...unknownPlugins(grant.limits, known).map(
      plugin =>
        `There is no plugin '${plugin}' in this backend, and none has recorded an event: events of it are read as soon as there are any.`,
    ),
  ];
}

function duplicateOf(
  grant: Pick<StoredGrant, 'grantee' | 'expiresAt'>,
  held: StoredGrant,
): string {
  const whose =
    held.grantee === grant.grantee
      ? 'Another grant'
      : `A grant to '${held.grantee}'`;
  const isLonger =
    held.expiresAt !== null &&
    (grant.expiresAt === null || grant.expiresAt > held.expiresAt);
  return isLonger
    ? `${whose} opens all of this already, and ends earlier: perhaps you mean to change its end.`
    : `${whose} opens all of this already, for at least as long: this one changes nothing.`;
}

function unknownPlugins({ plugins = [] }: GrantLimits, known: KnownNames) {
  return plugins.filter(plugin => !known.plugins.includes(plugin));
}
