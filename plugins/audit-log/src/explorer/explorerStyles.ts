import { makeStyles } from '@material-ui/core/styles';

/** How the parts of the explorer share the page. */
export const useExplorerStyles = makeStyles(
  theme => ({
    page: {
      display: 'flex',
      flexDirection: 'column',
      padding: theme.spacing(0, 3, 2),
      fontFamily: theme.typography.fontFamily,
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 1.5) },
    },
    toolbar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(1),
      // On a phone the field has a line of its own below the two buttons.
      [theme.breakpoints.down('xs')]: {
        justifyContent: 'space-between',
        '& > :nth-child(2)': { order: 1 },
      },
    },
    filters: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(0.5),
      marginBottom: theme.spacing(1),
      [theme.breakpoints.down('xs')]: { flexWrap: 'wrap' },
    },
    grow: { flex: 1 },
    panel: {
      display: 'flex',
      minWidth: 0,
      overflow: 'hidden',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
    },
    limits: {
      padding: theme.spacing(0.75, 1.5),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    list: {
      position: 'relative',
      display: 'flex',
      flexDirection: 'column',
      flex: 1,
      minWidth: 0,
      minHeight: 0,
    },
    scrollable: { overflow: 'auto', flex: 1 },
  }),
  { name: 'AuditLogExplorer' },
);
