import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import {
  GrantLimits,
  Me,
  readsEverything,
} from 'backstage-plugin-audit-log-common';
import { Words, useWords } from '../words';
import { Time } from './Time';

/**
 * Says which events a reader sees, and until when, where that isn't all of them:
 * wherever a count, a list or its absence could be taken for the whole.
 */
export function ReadingLimits(props: {
  me: Pick<Me, 'readingLimits'>;
  className?: string;
}) {
  const limits = props.me.readingLimits;
  const t = useWords();
  if (!limits) {
    return null;
  }
  const { grants, byPolicy } = limits;
  const isWhole =
    !byPolicy && grants.some(grant => readsEverything(grant.limits));
  const ends = grants.map(({ limits: of, expiresAt }, index) => (
    <span key={index}>
      {index > 0 && '; '}
      {limitsText(of, t)}
      {expiresAt && (
        <> {t('shared.reading.until', { date: <Time iso={expiresAt} /> })}</>
      )}
    </span>
  ));
  return (
    <Typography
      variant="body2"
      color="textSecondary"
      className={props.className}
    >
      {t(isWhole ? 'shared.reading.allForNow' : 'shared.reading.some', {
        which: <>{withPolicy(ends, byPolicy, t)}</>,
      })}
    </Typography>
  );
}

function withPolicy(
  ends: ReactNode[],
  byPolicy: boolean,
  t: Words,
): ReactNode[] {
  return byPolicy
    ? [
        ...ends,
        <span key="policy">
          {ends.length > 0 && '; '}
          {t('shared.reading.policy')}
        </span>,
      ]
    : ends;
}

/** `events of the categories CATALOG, AI, that you caused yourself` */
function limitsText(limits: GrantLimits, t: Words): string {
  const { categories, plugins, ownEvents, ownedEntities } = limits;
  if (readsEverything(limits)) {
    return t('shared.reading.everything');
  }
  const parts = [
    ...(categories
      ? [
          t(
            categories.length === 1
              ? 'shared.reading.category'
              : 'shared.reading.categories',
            { names: categories.join(', ') },
          ),
        ]
      : []),
    ...(plugins
      ? [
          t(
            plugins.length === 1
              ? 'shared.reading.plugin'
              : 'shared.reading.plugins',
            { names: plugins.join(', ') },
          ),
        ]
      : []),
    ...(ownEvents ? [t('shared.reading.ownEvents')] : []),
    ...(ownedEntities ? [t('shared.reading.ownedEntities')] : []),
  ];
  return t('shared.reading.events', { which: parts.join(', ') });
}
