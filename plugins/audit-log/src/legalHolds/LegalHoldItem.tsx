import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { LegalHold } from 'backstage-plugin-audit-log-common';
import { ListItem } from '../settings';
import { EntityName, Time, rootRouteRef, useMe } from '../shared';
import { useWords } from '../words';
import { HeldEvents } from './HeldEvents';

/** One legal hold: which events, why, by whom, since when. */
export function LegalHoldItem(props: { hold: LegalHold; onLift: () => void }) {
  const { hold, onLift } = props;
  const t = useWords();
  const explorer = useRouteRef(rootRouteRef)?.();
  const { mayRead } = useMe();
  return (
    <ListItem
      name={hold.name}
      facts={
        <>
          <span>
            <HeldEvents query={hold.query} />
          </span>
          <span>
            {t('legalHold.by', {
              actor: <EntityName entityRef={hold.createdBy} />,
              time: <Time iso={hold.createdAt} />,
            })}
          </span>
        </>
      }
      actionsLabel={t('legalHold.actions', { name: hold.name })}
      actions={
        <>
          {explorer && mayRead && (
            <LinkButton
              size="small"
              color="primary"
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
            color="primary"
            aria-label={t('legalHold.liftOne', { name: hold.name })}
            onClick={onLift}
          >
            {t('legalHold.lift')}
          </Button>
        </>
      }
    >
      <code style={{ fontSize: '0.8125rem' }}>
        {hold.query || t('legalHold.everything')}
      </code>
      <Typography variant="body2">
        {t('legalHold.reason', { reason: hold.reason })}
      </Typography>
    </ListItem>
  );
}
