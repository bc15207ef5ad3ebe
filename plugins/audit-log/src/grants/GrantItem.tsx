import { useId } from 'react';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Grant, GrantLimits } from 'backstage-plugin-audit-log-common';
import { EntityName, Time } from '../shared';
import { Words, useWords } from '../words';

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
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
    },
    name: { fontSize: '1rem', fontWeight: 600, overflowWrap: 'anywhere' },
    facts: {
      color: theme.palette.text.secondary,
      fontSize: '0.8125rem',
      '& > * + *::before': { content: '" · "' },
    },
    actions: { alignSelf: 'center', marginLeft: theme.spacing(-0.75) },
    action: { textTransform: 'none' },
  }),
  { name: 'AuditLogGrantItem' },
);

/** One grant: who, what, since and until when, by whom. */
export function GrantItem(props: {
  grant: Grant;
  onEdit: () => void;
  onRevoke: () => void;
}) {
  const { grant, onEdit, onRevoke } = props;
  const t = useWords();
  const classes = useStyles();
  const id = useId();
  return (
    <li className={classes.root} aria-labelledby={id}>
      <div className={classes.main}>
        <div className={classes.head}>
          <Typography id={id} component="h3" className={classes.name}>
            <EntityName entityRef={grant.grantee} />
          </Typography>
          {!grant.isActive && (
            <Chip size="small" variant="outlined" label={t('grant.expired')} />
          )}
        </div>
        <Typography variant="body2">{scopeText(grant.limits, t)}</Typography>
        <div className={classes.facts}>
          <span>
            {t('grant.by', {
              actor: <EntityName entityRef={grant.createdBy} />,
            })}{' '}
            <Time iso={grant.createdAt} />
          </span>
          <span>
            {grant.expiresAt
              ? t(grant.isActive ? 'grant.until' : 'grant.expiredAt', {
                  date: <Time iso={grant.expiresAt} />,
                })
              : t('grant.noEnd')}
          </span>
          {grant.reason && (
            <span>{t('grant.reason', { reason: grant.reason })}</span>
          )}
        </div>
      </div>
      <div
        className={classes.actions}
        role="group"
        aria-label={t('grant.actions', { grantee: grant.grantee })}
      >
        <Button size="small" className={classes.action} onClick={onEdit}>
          {t('grant.edit')}
        </Button>
        <Button size="small" className={classes.action} onClick={onRevoke}>
          {t('grant.revoke')}
        </Button>
      </div>
    </li>
  );
}

/** `Categories CATALOG, AI; what they did themselves` */
function scopeText(limits: GrantLimits, t: Words): string {
  const { categories, plugins, ownEvents, ownedEntities } = limits;
  const parts = [
    ...(categories
      ? [t('grant.scope.categories', { names: categories.join(', ') })]
      : []),
    ...(plugins
      ? [t('grant.scope.plugins', { names: plugins.join(', ') })]
      : []),
    ...(ownEvents ? [t('grant.scope.ownEvents')] : []),
    ...(ownedEntities ? [t('grant.scope.ownedEntities')] : []),
  ];
  const text = parts.join('; ') || t('grant.scope.all');
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}
