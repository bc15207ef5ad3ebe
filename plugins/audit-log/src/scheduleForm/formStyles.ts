import { makeStyles } from '@material-ui/core/styles';

/** How the form of a schedule looks. */
export const useFormStyles = makeStyles(
  theme => ({
    page: {
      padding: theme.spacing(0, 3, 3),
      fontFamily: theme.typography.fontFamily,
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 1.5) },
    },
    columns: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 720px) minmax(300px, 420px)',
      gap: theme.spacing(3),
      alignItems: 'start',
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    sections: { display: 'grid', gap: theme.spacing(2) },
    section: { padding: theme.spacing(2.5, 3, 3) },
    heading: {
      fontSize: '1rem',
      fontWeight: 600,
      margin: theme.spacing(0, 0, 2),
    },
    title: {
      fontSize: '1.375rem',
      fontWeight: 600,
      margin: theme.spacing(1, 0, 2),
      overflowWrap: 'anywhere',
    },
    fields: { display: 'grid', gap: theme.spacing(2) },
    pair: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
      gap: theme.spacing(2),
      alignItems: 'start',
    },
    note: {
      fontSize: '0.8125rem',
      color: theme.palette.text.secondary,
      margin: 0,
    },
    mono: {
      '& textarea, & input': {
        fontFamily: 'monospace',
        fontSize: '0.8125rem',
      },
    },
    placeholders: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      alignItems: 'center',
    },
    placeholder: {
      textTransform: 'none',
      fontFamily: 'monospace',
      padding: theme.spacing(0, 0.75),
      minWidth: 0,
    },
    days: { flexWrap: 'wrap' },
    day: { textTransform: 'none', padding: theme.spacing(0.5, 1.25) },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      alignItems: 'center',
      justifyContent: 'flex-end',
    },
    test: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5),
      alignItems: 'center',
      fontSize: '0.875rem',
    },
    preview: {
      padding: theme.spacing(2.5, 3),
      position: 'sticky',
      top: theme.spacing(2),
      fontSize: '0.8125rem',
      [theme.breakpoints.down('sm')]: { position: 'static' },
      '& h4': {
        fontSize: '0.8125rem',
        fontWeight: 600,
        margin: theme.spacing(1.5, 0, 0.5),
      },
    },
    name: {
      fontFamily: 'monospace',
      fontSize: '0.75rem',
      overflowWrap: 'anywhere',
      margin: 0,
      padding: theme.spacing(1),
      borderRadius: theme.shape.borderRadius,
      backgroundColor:
        theme.palette.type === 'dark'
          ? 'rgba(255, 255, 255, 0.06)'
          : 'rgba(0, 0, 0, 0.04)',
    },
    list: {
      margin: 0,
      padding: 0,
      listStyle: 'none',
      '& li': { padding: theme.spacing(0.5, 0) },
      '& li + li': { borderTop: `1px solid ${theme.palette.divider}` },
    },
    line: {
      display: 'flex',
      justifyContent: 'space-between',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.5),
      '& > :first-child': { overflowWrap: 'anywhere' },
    },
    quiet: { color: theme.palette.text.secondary },
  }),
  { name: 'AuditLogScheduleForm' },
);
