import { useCallback, useMemo, useState } from 'react';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, errorText, newId, useLoaded } from '../shared';
import { useWords } from '../words';
import { RelatedTimeline } from './RelatedTimeline';
import {
  Relation,
  mergeRelated,
  relatedReads,
  relations,
} from './relatedReads';

/** So many of each relation, on each side of the event. */
const NEAREST = 10;

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(1.5, 2, 3) },
    chips: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.75),
      marginBottom: theme.spacing(1),
    },
    chip: { margin: 0 },
    note: {
      marginTop: theme.spacing(1),
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
    },
  }),
  { name: 'AuditLogRelatedEvents' },
);

/**
 * What happened around an event in the same request, in the same template
 * run, to the same target and by the same actor, as one timeline.
 */
export function RelatedEvents(props: {
  event: AuditEvent;
  onOpen: (event: AuditEvent) => void;
}) {
  const { event, onOpen } = props;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const [hidden, setHidden] = useState<Relation[]>([]);
  const found = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const search = newId();
        return Promise.all(
          relatedReads(event).map(async ({ relation, query }) => {
            // One more than is shown: the event itself is among them.
            const page = await api.listEvents(
              { ...query, limit: NEAREST + 1, search },
              signal,
            );
            return { relation, events: page.items };
          }),
        );
      },
      [api, event],
    ),
  );
  const timeline = useMemo(
    () => mergeRelated(event, found.value ?? []),
    [event, found.value],
  );
  const countOf = (relation: Relation) =>
    timeline.filter(one => one.relations.includes(relation)).length;
  const shown = timeline.filter(
    one =>
      one.relations.length === 0 ||
      one.relations.some(relation => !hidden.includes(relation)),
  );

  if (found.status === 'failed') {
    return (
      <Typography variant="body2" role="alert" className={classes.root}>
        {errorText(found.error)}{' '}
        <Button size="small" onClick={found.reload}>
          {t('shared.retry')}
        </Button>
      </Typography>
    );
  }
  if (!found.value) {
    return (
      <div className={classes.root} aria-busy>
        <Skeleton height={48} />
        <Skeleton height={48} />
        <Skeleton height={48} />
      </div>
    );
  }
  if (timeline.length === 1) {
    return (
      <Typography variant="body2" className={classes.root}>
        {t('explorer.drawer.related.nothing')}
      </Typography>
    );
  }
  return (
    <div className={classes.root}>
      <div
        role="group"
        aria-label={t('explorer.drawer.related.show')}
        className={classes.chips}
      >
        {relations
          .filter(relation => countOf(relation) > 0)
          .map(relation => {
            const isShown = !hidden.includes(relation);
            return (
              <Chip
                key={relation}
                size="small"
                clickable
                className={classes.chip}
                variant={isShown ? 'default' : 'outlined'}
                aria-pressed={isShown}
                label={`${t(`explorer.drawer.related.${relation}`)}: ${countOf(
                  relation,
                )}`}
                onClick={() =>
                  setHidden(
                    isShown
                      ? [...hidden, relation]
                      : hidden.filter(other => other !== relation),
                  )
                }
              />
            );
          })}
      </div>
      <RelatedTimeline event={event} timeline={shown} onOpen={onOpen} />
      <div className={classes.note}>
        {t('explorer.drawer.related.note', { number: `${NEAREST}` })}
      </div>
    </div>
  );
}
