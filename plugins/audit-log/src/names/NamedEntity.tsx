import { Fragment } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { EntityName } from '../shared';
import { useWords } from '../words';
import { ActorMark } from './ActorMark';
import { useLookedUp } from './useLookedUp';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
    groups: { color: theme.palette.text.secondary, fontSize: '0.75rem' },
  }),
  { name: 'AuditLogNamedEntity' },
);

/**
 * A person with picture, name and teams, or another entity with its name and
 * who owns it; each with a link to its page in the catalog.
 */
export function NamedEntity(props: { entityRef: string }) {
  const { entityRef } = props;
  const t = useWords();
  const classes = useStyles();
  const groups = useLookedUp(entityRef)?.groups ?? [];
  const isPerson = entityRef.startsWith('user:');
  const linked = groups.map((group, index) => (
    <Fragment key={group}>
      {index > 0 && ', '}
      <EntityName entityRef={group} />
    </Fragment>
  ));
  return (
    <span className={classes.root}>
      {isPerson && <ActorMark actorRef={entityRef} isLarge />}
      <span>
        <EntityName entityRef={entityRef} />
        {groups.length > 0 && (
          <div className={classes.groups}>
            {t(
              isPerson ? 'explorer.drawer.memberOf' : 'explorer.drawer.ownedBy',
              { groups: <>{linked}</> },
            )}
          </div>
        )}
      </span>
    </span>
  );
}
