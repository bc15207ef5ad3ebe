import { makeStyles } from '@material-ui/core/styles';

/** Height of a row in pixels; compact rows have two lines. */
export const ROW_HEIGHT = 36;
export const COMPACT_ROW_HEIGHT = 64;
export const DENSE_ROW_HEIGHT = 26;

/** Styles of the table's frame, header and rows. */
export const useTableStyles = makeStyles(
  theme => {
    const line = `1px solid ${theme.palette.divider}`;
    return {
      scroller: {
        overflow: 'auto',
        // The list keeps what is read in its place by itself.
        overflowAnchor: 'none',
        flex: 1,
        minHeight: 0,
        outline: 'none',
        scrollPaddingTop: ROW_HEIGHT,
        fontSize: '0.8125rem',
        '&:focus-visible [data-active="true"]': {
          boxShadow: `inset 0 0 0 2px ${theme.palette.primary.main}`,
        },
      },
      inner: { position: 'relative', minWidth: 'min-content' },
      header: {
        position: 'sticky',
        top: 0,
        zIndex: 2,
        display: 'grid',
        height: ROW_HEIGHT,
        backgroundColor: theme.palette.background.paper,
        borderBottom: line,
        color: theme.palette.text.secondary,
        fontWeight: 500,
        letterSpacing: '0.01em',
      },
      row: {
        position: 'absolute',
        left: 0,
        width: '100%',
        display: 'grid',
        height: ROW_HEIGHT,
        borderBottom: line,
        cursor: 'pointer',
        backgroundColor: theme.palette.background.paper,
        fontVariantNumeric: 'tabular-nums',
        '&:hover': { backgroundColor: theme.palette.background.default },
      },
      open: {
        backgroundColor: theme.palette.type === 'dark' ? '#26384d' : '#e3eefb',
        '& $secondary': { color: theme.palette.text.primary },
        '&:hover': {
          backgroundColor:
            theme.palette.type === 'dark' ? '#2b4059' : '#d8e7f9',
        },
      },
      cell: {
        position: 'relative',
        display: 'flex',
        alignItems: 'center',
        minWidth: 0,
        padding: theme.spacing(0, 1.5),
        backgroundColor: 'inherit',
        '& > *': {
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        },
      },
      actor: {
        display: 'inline-flex',
        alignItems: 'center',
        gap: theme.spacing(1),
        minWidth: 0,
        '& > :last-child': {
          minWidth: 0,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
        },
      },
      dense: { height: DENSE_ROW_HEIGHT, fontSize: '0.75rem' },
      pinned: { position: 'sticky', left: 0, zIndex: 1 },
      compact: {
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'center',
        gap: 2,
        height: COMPACT_ROW_HEIGHT,
        padding: theme.spacing(0, 1.5),
      },
      compactLine: {
        display: 'flex',
        alignItems: 'center',
        gap: theme.spacing(1),
        minWidth: 0,
        '& > :first-child': {
          flex: 1,
          minWidth: 0,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        },
      },
      secondary: { color: theme.palette.text.secondary },
      strong: { fontWeight: 500 },
      resizer: {
        position: 'absolute',
        right: 0,
        top: 8,
        bottom: 8,
        width: 9,
        padding: 0,
        border: 0,
        borderRight: line,
        background: 'none',
        cursor: 'col-resize',
        '&:hover, &:focus-visible': {
          borderRightColor: theme.palette.primary.main,
          borderRightWidth: 2,
        },
      },
    };
  },
  { name: 'AuditLogEventTable' },
);
