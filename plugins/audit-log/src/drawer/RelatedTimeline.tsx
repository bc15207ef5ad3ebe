import { useEffect, useRef } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { EventSummary, SummaryLine } from '../events';
import { formatDuration } from '../shared';
import { useWords } from '../words';
import { RelatedEvent } from './relatedReads';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: {
      position: 'relative',
      paddingLeft: 22,
      fontFamily: theme.typography.fontFamily,
      fontSize: '0.8125rem',
      // The line of time, and a dot on it for each event.
      '&::before': {
        content: '""',
        position: 'absolute',
        left: 6,
        top: 0,
        bottom: 0,
        borderLeft: `2px solid ${theme.palette.divider}`,
      },
      '&:first-child::before': { top: 14 },
      '&:last-child::before': { bottom: 'auto', height: 14 },
      '&::after': {
        content: '""',
        position: 'absolute',
        left: 2,
        top: 11,
        width: 6,
        height: 6,
        borderRadius: '50%',
        border: `2px solid ${theme.palette.text.secondary}`,
        backgroundColor: theme.palette.background.paper,
      },
    },
    current: {
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.default,
      '&::after': {
        borderColor: theme.palette.primary.main,
        backgroundColor: theme.palette.primary.main,
      },
    },
    button: {
      width: '100%',
      border: 0,
      background: 'none',
      color: theme.palette.text.primary,
      font: 'inherit',
      textAlign: 'left',
      cursor: 'pointer',
      '&:hover': { backgroundColor: theme.palette.action.hover },
    },
    content: { display: 'block', padding: theme.spacing(0.75, 0.5) },
    reason: { fontSize: '0.75rem' },
  }),
  { name: 'AuditLogRelatedTimeline' },
);

/** Events on one line of time, newest first, each with why it is there. */
export function RelatedTimeline(props: {
  /** The event that the others relate to. */
  event: AuditEvent;
  timeline: RelatedEvent[];
  onOpen: (event: AuditEvent) => void;
}) {
  const { event, timeline, onOpen } = props;
  const t = useWords();
  const classes = useStyles();
  const current = useRef<HTMLLIElement>(null);
  // What came later is above, and may be much.
  useEffect(() => {
    // Browsers of late answer with a promise, which is nothing to clean up.
    current.current?.scrollIntoView?.({ block: 'center' });
  }, [event.id]);
  return (
    <ol
      className={classes.list}
      aria-label={t('explorer.drawer.related.timeline')}
    >
      {timeline.map(one => {
        const isCurrent = one.event.id === event.id;
        const content = <TimelineEntry event={event} one={one} />;
        return (
          <li
            key={one.event.id}
            ref={isCurrent ? current : undefined}
            aria-current={isCurrent || undefined}
            className={
              isCurrent ? `${classes.item} ${classes.current}` : classes.item
            }
          >
            {isCurrent ? (
              <span className={classes.content}>{content}</span>
            ) : (
              <button
                type="button"
                className={`${classes.button} ${classes.content}`}
                onClick={() => onOpen(one.event)}
              >
                {content}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function TimelineEntry(props: { event: AuditEvent; one: RelatedEvent }) {
  const { event, one } = props;
  const t = useWords();
  const classes = useStyles();
  const { event: other } = one;
  return (
    <>
      <EventSummary event={other} />
      <span className={classes.reason}>
        <SummaryLine quiet>
          <span>
            {one.relations.length > 0
              ? one.relations
                  .map(relation => t(`explorer.drawer.related.${relation}`))
                  .join(' · ')
              : t('explorer.drawer.thisEvent')}
          </span>
          {other.id !== event.id && <span>{distance(event, other, t)}</span>}
        </SummaryLine>
      </span>
    </>
  );
}

/** How long before or after the one event the other began. */
function distance(
  event: AuditEvent,
  other: AuditEvent,
  t: ReturnType<typeof useWords>,
): string {
  const ms = Date.parse(other.startedAt) - Date.parse(event.startedAt);
  if (ms === 0) {
    return t('explorer.drawer.related.same');
  }
  const length = formatDuration(Math.abs(ms));
  return ms < 0
    ? t('explorer.drawer.related.earlier', { length })
    : t('explorer.drawer.related.later', { length });
}
