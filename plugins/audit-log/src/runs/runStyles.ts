import { makeStyles } from '@material-ui/core/styles';
import { quietText } from '../shared';

/** How the history of runs looks; below 600 px each run is a card. */
export const useRunStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('xs');
    return {
      root: { overflowX: 'auto' },
      table: {
        fontFamily: theme.typography.fontFamily,
        '& td, & th': { padding: theme.spacing(1), lineHeight: 1.4 },
        [narrow]: {
          '&, & tbody, & tr, & td, & th': { display: 'block' },
          '& thead': { display: 'none' },
          '& td, & th': {
            border: 0,
            padding: theme.spacing(0.25, 0),
            textAlign: 'left',
          },
          '& tr': {
            borderBottom: `1px solid ${theme.palette.divider}`,
            padding: theme.spacing(1, 0),
          },
          '& td[data-label]::before': {
            content: 'attr(data-label) ": "',
            color: quietText(theme),
          },
        },
      },
      number: { whiteSpace: 'nowrap' },
      bar: { width: 120, marginTop: theme.spacing(0.5) },
      error: {
        maxWidth: 560,
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        fontSize: '0.8125rem',
      },
      advice: { fontWeight: 600 },
      actions: { whiteSpace: 'nowrap', textAlign: 'right' },
      detailsRow: { '& td': { borderTop: 0, paddingTop: 0 } },
      details: {
        display: 'grid',
        gridTemplateColumns: 'max-content minmax(0, 1fr)',
        gap: theme.spacing(0.5, 2),
        margin: 0,
        padding: theme.spacing(1, 1.5),
        fontSize: '0.8125rem',
        borderRadius: theme.shape.borderRadius,
        backgroundColor:
          theme.palette.type === 'dark'
            ? 'rgba(255, 255, 255, 0.06)'
            : 'rgba(0, 0, 0, 0.03)',
        '& dt': { color: quietText(theme) },
        '& dd': { margin: 0, overflowWrap: 'anywhere' },
        [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
      },
      mono: { fontFamily: 'monospace', fontSize: '0.75rem' },
      quiet: { color: quietText(theme) },
      expanded: { transform: 'rotate(180deg)' },
    };
  },
  { name: 'AuditLogRuns' },
);
