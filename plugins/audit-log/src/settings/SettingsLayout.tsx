import { ReactNode, useRef } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { SectionNav } from './SectionNav';

const useStyles = makeStyles(
  theme => ({
    page: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(4),
      padding: theme.spacing(0, 3, 3),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 1.5) },
    },
    cards: {
      display: 'grid',
      flex: '1 1 auto',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(3),
      minWidth: 0,
      maxWidth: 960,
      fontFamily: theme.typography.fontFamily,
    },
  }),
  { name: 'AuditLogSettings' },
);

/** Cards of settings below each other, with a way to each beside them. */
export function SettingsLayout(props: { children: ReactNode }) {
  const classes = useStyles();
  const cards = useRef<HTMLDivElement>(null);
  return (
    <div className={classes.page}>
      <div ref={cards} className={classes.cards}>
        {props.children}
      </div>
      <SectionNav page={cards} />
    </div>
  );
}
