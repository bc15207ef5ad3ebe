import { useCallback } from 'react';
import Typography from '@material-ui/core/Typography';
import { InfoCard } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EventList } from '../events';
import {
  auditLogApiRef,
  ReadingLimits,
  errorText,
  rootRouteRef,
  useAppNavigate,
  useLoaded,
} from '../shared';
import { useWords } from '../words';
import { explorerLink } from './explorerLink';
import { useActivityScope } from './useEntityScope';

const RANGE = '30d';
const LIMIT = 8;

/**
 * What a user did last, or the members of a group, on their page. Nothing at
 * all for a reader who may not read the audit log.
 */
export function ActivityCard() {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const navigate = useAppNavigate();
  const { entity } = useEntity();
  const root = useRouteRef(rootRouteRef)?.();
  const scope = useActivityScope(entity, RANGE);
  const found = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const me = await api.getMe(signal);
        if (!me.mayRead) {
          return undefined;
        }
        const events = scope
          ? (await api.listEvents({ ...scope, limit: LIMIT }, signal)).items
          : [];
        return { me, events };
      },
      [api, scope],
    ),
  );
  // Nothing shows before it is known whether the reader may see any of it.
  if (found.status !== 'failed' && !found.value) {
    return null;
  }
  const { me, events } = found.value ?? { me: undefined, events: [] };
  return (
    <InfoCard
      title={t('catalog.activity')}
      deepLink={
        root && scope
          ? {
              title: t('catalog.all'),
              link: explorerLink(root, scope.q, RANGE),
            }
          : undefined
      }
    >
      {found.status === 'failed' && (
        <Typography variant="body2" role="alert">
          {t('catalog.activityFailed')} {errorText(found.error)}
        </Typography>
      )}
      {found.status === 'loaded' && events.length === 0 && (
        <Typography variant="body2">{t('catalog.activityNone')}</Typography>
      )}
      {me && <ReadingLimits me={me} />}
      <EventList
        events={events}
        onOpen={event => root && navigate(`${root}?event=${event.id}`)}
      />
    </InfoCard>
  );
}
