import { makeStyles } from '@material-ui/core/styles';
import { quietText } from '../shared';

/** How the list and the page of a schedule look; on phones rows are cards. */
export const useScheduleStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('sm');
    return {
      page: {
        padding: theme.spacing(0, 3, 3),
        fontFamily: theme.typography.fontFamily,
        [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 1.5) },
      },
      head: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: theme.spacing(1, 2),
        margin: theme.spacing(1, 0, 2),
      },
      title: {
        fontSize: '1.375rem',
        fontWeight: 600,
        overflowWrap: 'anywhere',
        minWidth: 0,
      },
      intro: { flexBasis: '100%', order: 3 },
      grow: { flex: 1 },
      actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
      filters: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: theme.spacing(1.5),
        marginBottom: theme.spacing(1.5),
        '& label:not(.Mui-focused)': { color: quietText(theme) },
      },
      search: { flex: '1 1 240px', maxWidth: 360 },
      filter: { flex: '1 1 140px', maxWidth: 200 },
      bulk: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: theme.spacing(1),
        padding: theme.spacing(0.75, 2),
        borderBottom: `1px solid ${theme.palette.divider}`,
        backgroundColor: theme.palette.action.selected,
      },
      notice: { marginBottom: theme.spacing(2) },
      scroll: { overflowX: 'auto' },
      table: {
        fontFamily: theme.typography.fontFamily,
        '& td, & th': {
          padding: theme.spacing(1),
          // Backstage breaks words anywhere in tables.
          wordBreak: 'normal',
          lineHeight: 1.4,
          overflowWrap: 'break-word',
        },
        '& thead th': { whiteSpace: 'nowrap' },
        // The theme's own colours leave too little contrast for the words.
        '& tbody tr': {
          '&:hover, &.Mui-selected, &.Mui-selected:hover': {
            backgroundColor:
              theme.palette.type === 'dark'
                ? 'rgba(0, 0, 0, 0.2)'
                : 'rgba(0, 0, 0, 0.05)',
          },
        },
        [narrow]: {
          '&, & tbody, & tr, & td, & th': { display: 'block' },
          '& thead': { display: 'none' },
          '& tr': {
            position: 'relative',
            padding: theme.spacing(1, 6, 1, 6),
            borderBottom: `1px solid ${theme.palette.divider}`,
          },
          '& td, & tbody th': { border: 0, padding: theme.spacing(0.25, 0) },
          '& td[data-label]': {
            display: 'grid',
            gridTemplateColumns: '96px minmax(0, 1fr)',
          },
          '& td[data-label]::before': {
            content: 'attr(data-label)',
            color: quietText(theme),
          },
          '& tr > td:first-child, & tr > td:last-child': {
            position: 'absolute',
            top: theme.spacing(0.5),
          },
          '& tr > td:first-child': { left: theme.spacing(0.5) },
          '& tr > td:last-child': { right: theme.spacing(0.5) },
        },
      },
      name: { fontWeight: 500, minWidth: 140 },
      view: { minWidth: 120 },
      destination: { minWidth: 180, maxWidth: 440 },
      uri: {
        lineHeight: 1.4,
        fontFamily: 'monospace',
        fontSize: '0.75rem',
        color: quietText(theme),
        overflowWrap: 'anywhere',
      },
      quiet: { color: quietText(theme), fontSize: '0.75rem' },
      noWrap: { whiteSpace: 'nowrap' },
      card: { padding: theme.spacing(2.5, 3), marginTop: theme.spacing(2) },
      cardHeading: {
        fontSize: '1.125rem',
        fontWeight: 600,
        marginBottom: theme.spacing(1),
      },
      facts: {
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
        gap: theme.spacing(2, 3),
        margin: 0,
        fontSize: '0.875rem',
        '& dt': {
          color: quietText(theme),
          fontSize: '0.75rem',
        },
        '& dd': { margin: 0, overflowWrap: 'anywhere' },
      },
      said: {
        margin: theme.spacing(1, 0, 0),
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        fontFamily: 'monospace',
        fontSize: '0.8125rem',
      },
      plain: { listStyle: 'none', margin: 0, padding: 0 },
    };
  },
  { name: 'AuditLogSchedules' },
);
