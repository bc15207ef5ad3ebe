import { useCallback, useMemo } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { EventList } from '../events';
import { auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';
import { RelatedQuery, relatedQueries } from './relatedQueries';

const LIMIT = 8;

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(1, 2, 3) },
    heading: {
      marginTop: theme.spacing(1.5),
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
      fontWeight: 500,
    },
  }),
  { name: 'AuditLogRelatedEvents' },
);

/** Events of the same request, task, target and actor. */
export function RelatedEvents(props: {
  event: AuditEvent;
  onOpen: (event: AuditEvent) => void;
}) {
  const { event, onOpen } = props;
  const t = useWords();
  const classes = useStyles();
  const queries = useMemo(() => relatedQueries(event), [event]);
  return (
    <div className={classes.root}>
      {queries.length === 0 && (
        <Typography variant="body2">
          {t('explorer.drawer.related.nothing')}
        </Typography>
      )}
      {queries.map(query => (
        <section key={query.relation}>
          <Typography component="h3" className={classes.heading}>
            {t(`explorer.drawer.related.${query.relation}`)}
          </Typography>
          <Related query={query} id={event.id} onOpen={onOpen} />
        </section>
      ))}
    </div>
  );
}

function Related(props: {
  query: RelatedQuery;
  id: string;
  onOpen: (event: AuditEvent) => void;
}) {
  const { query, id, onOpen } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const found = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const { q, from, to } = query;
        // One more than is shown: the event itself is among them.
        const page = await api.listEvents(
          { q, from, to, limit: LIMIT + 1 },
          signal,
        );
        return page.items.filter(event => event.id !== id).slice(0, LIMIT);
      },
      [api, query, id],
    ),
  );
  if (found.status === 'failed') {
    return (
      <Typography variant="body2" role="alert">
        {errorText(found.error)}{' '}
        <Button size="small" onClick={found.reload}>
          {t('shared.retry')}
        </Button>
      </Typography>
    );
  }
  if (!found.value) {
    return <Skeleton />;
  }
  return found.value.length > 0 ? (
    <EventList events={found.value} onOpen={onOpen} />
  ) : (
    <Typography variant="body2" color="textSecondary">
      {t('explorer.drawer.related.none')}
    </Typography>
  );
}
