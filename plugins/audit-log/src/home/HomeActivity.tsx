import { useCallback } from 'react';
import Typography from '@material-ui/core/Typography';
import { Link, Progress } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { EventList } from '../events';
import {
  auditLogApiRef,
  errorText,
  ReadingLimits,
  rootRouteRef,
  useAppNavigate,
  useLoaded,
  useMe,
} from '../shared';
import { useWords } from '../words';

/**
 * What people changed: not the requests behind it, who came to do it, or what
 * the audit log says about itself.
 */
const QUERY = 'severity>=medium -event:http-request -category:AUDIT_LOG,ACCESS';
const LIMIT = 6;

/**
 * The last changes in the portal that the reader may see, for a card of the
 * home page that is only for readers.
 */
export function HomeActivity() {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const me = useMe();
  const navigate = useAppNavigate();
  const root = useRouteRef(rootRouteRef)?.();
  const found = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await api.listEvents({ q: QUERY, limit: LIMIT }, signal)).items,
      [api],
    ),
  );
  if (found.status === 'loading') {
    return <Progress />;
  }
  if (found.status === 'failed') {
    return (
      <Typography variant="body2" role="alert">
        {t('catalog.activityFailed')} {errorText(found.error)}
      </Typography>
    );
  }
  const events = found.value;
  return (
    <>
      {events.length === 0 && (
        <Typography variant="body2">{t('catalog.homeNone')}</Typography>
      )}
      <EventList
        events={events}
        onOpen={event => root && navigate(`${root}?event=${event.id}`)}
      />
      <ReadingLimits me={me} />
      {root && (
        <Typography variant="body2" style={{ marginTop: 8 }}>
          <Link to={`${root}?${new URLSearchParams({ q: QUERY })}`}>
            {t('catalog.all')}
          </Link>
        </Typography>
      )}
    </>
  );
}
