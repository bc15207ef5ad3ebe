import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { Grant, GrantLimits } from 'backstage-plugin-audit-log-common';
import { ListItem } from '../settings';
import { EntityName, Time } from '../shared';
import { Words, useWords } from '../words';

/** One grant: who, what, since and until when, by whom. */
export function GrantItem(props: {
  grant: Grant;
  onEdit: () => void;
  onRevoke: () => void;
}) {
  const { grant, onEdit, onRevoke } = props;
  const t = useWords();
  return (
    <ListItem
      name={<EntityName entityRef={grant.grantee} />}
      tag={
        !grant.isActive && (
          <Chip size="small" variant="outlined" label={t('grant.expired')} />
        )
      }
      facts={
        <>
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
        </>
      }
      actionsLabel={t('grant.actions', { grantee: grant.grantee })}
      actions={
        <>
          <Button size="small" color="primary" onClick={onEdit}>
            {t('grant.edit')}
          </Button>
          <Button size="small" color="primary" onClick={onRevoke}>
            {t('grant.revoke')}
          </Button>
        </>
      }
    >
      <Typography variant="body2">{scopeText(grant.limits, t)}</Typography>
    </ListItem>
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
