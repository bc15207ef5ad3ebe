import { useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import AnonymousIcon from '@material-ui/icons/PersonOutline';
import ServiceIcon from '@material-ui/icons/Memory';
import { useLookedUp } from './useLookedUp';
import { colorOf, initialsOf } from './initials';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      flexShrink: 0,
      alignItems: 'center',
      justifyContent: 'center',
      width: 20,
      height: 20,
      borderRadius: '50%',
      overflow: 'hidden',
      color: '#fff',
      fontSize: 9,
      fontWeight: 700,
      lineHeight: 1,
      letterSpacing: 0,
      userSelect: 'none',
      '& img': { width: '100%', height: '100%', objectFit: 'cover' },
      '& svg': { fontSize: 16 },
    },
    large: {
      width: 36,
      height: 36,
      fontSize: 14,
      '& svg': { fontSize: 24 },
    },
    thing: { color: theme.palette.text.secondary },
  }),
  { name: 'AuditLogActorMark' },
);

/**
 * The picture of a person or their initials; a sign for whatever else acts.
 * It says nothing that the name beside it doesn't.
 */
export function ActorMark(props: {
  /** Entity ref of a person, or what else acts; absent for nobody known. */
  actorRef: string | null | undefined;
  isLarge?: boolean;
}) {
  const { actorRef, isLarge } = props;
  const classes = useStyles();
  const person = actorRef?.startsWith('user:') ? actorRef : undefined;
  const entity = useLookedUp(person);
  const [brokenPicture, setBrokenPicture] = useState<string>();
  const className = isLarge ? `${classes.root} ${classes.large}` : classes.root;
  if (!person) {
    return (
      <span className={`${className} ${classes.thing}`} aria-hidden>
        {actorRef ? <ServiceIcon /> : <AnonymousIcon />}
      </span>
    );
  }
  const { picture } = entity ?? {};
  const hasPicture = picture && picture !== brokenPicture;
  return (
    <span
      className={className}
      style={hasPicture ? undefined : { backgroundColor: colorOf(person) }}
      aria-hidden
    >
      {hasPicture ? (
        <img src={picture} alt="" onError={() => setBrokenPicture(picture)} />
      ) : (
        initialsOf(entity?.displayName ?? person)
      )}
    </span>
  );
}
