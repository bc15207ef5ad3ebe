import { useId } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { LegalHold } from 'backstage-plugin-audit-log-common';
import { EntityName, Time, rootRouteRef, useMe } from '../shared';
import { useWords } from '../words';
import { HeldEvents } from './HeldEvents';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(1.5, 0),
    },
    main: { display: 'grid', gap: theme.spacing(0.25), minWidth: 0 },
    name: { fontSize: '1rem', fontWeight: 600, overflowWrap: 'anywhere' },
    query: { fontSize: '0.8125rem', overflowWrap: 'anywhere' },
    facts: {
      color: theme.palette.text.secondary,
      fontSize: '0.8125rem',
      '& > * + *::before': { content: '" · "' },
    },
    actions: { alignSelf: 'center', marginLeft: theme.spacing(-0.75) },
    action: { textTransform: 'none' },
  }),
  { name: 'AuditLogLegalHoldItem' },
);

/** One legal hold: which events, why, by whom, since when. */
export function LegalHoldItem(props: { hold: LegalHold; onLift: () => void }) {
  const { hold, onLift } = props;
  const t = useWords();
  const classes = useStyles();
  const id = useId();
  const explorer = useRouteRef(rootRouteRef)?.();
  const { mayRead } = useMe();
  return (
    <li className={classes.root} aria-labelledby={id}>
      <div className={classes.main}>
        <Typography id={id} component="h3" className={classes.name}>
          {hold.name}
        </Typography>
        <code className={classes.query}>
          {hold.query || t('legalHold.everything')}
        </code>
        <Typography variant="body2">
          {t('legalHold.reason', { reason: hold.reason })}
        </Typography>
        <div className={classes.facts}>
          <span>
            <HeldEvents query={hold.query} />
          </span>
          <span>
            {t('legalHold.by', {
              actor: <EntityName entityRef={hold.createdBy} />,
              time: <Time iso={hold.createdAt} />,
            })}
          </span>
        </div>
      </div>
      <div className={classes.actions}>
        {explorer && mayRead && (
          <LinkButton
            size="small"
            className={classes.action}
            to={`${explorer}?${new URLSearchParams({
              q: hold.query,
              range: 'all',
            })}`}
          >
            {t('legalHold.show')}
          </LinkButton>
        )}
        <Button
          size="small"
          className={classes.action}
          aria-label={t('legalHold.liftOne', { name: hold.name })}
          onClick={onLift}
        >
          {t('legalHold.lift')}
        </Button>
      </div>
    </li>
  );
}
