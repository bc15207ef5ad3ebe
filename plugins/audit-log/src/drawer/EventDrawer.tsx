import { ReactNode, useCallback } from 'react';
import Button from '@material-ui/core/Button';
import Drawer from '@material-ui/core/Drawer';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { Notice, auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';
import { EventDetails } from './EventDetails';

const WIDTH_PX = 460;

const useStyles = makeStyles(
  theme => ({
    docked: {
      width: WIDTH_PX,
      flexShrink: 0,
      display: 'flex',
      flexDirection: 'column',
      minHeight: 0,
      fontFamily: theme.typography.fontFamily,
      borderLeft: `1px solid ${theme.palette.divider}`,
      backgroundColor: theme.palette.background.paper,
    },
    floating: {
      width: `min(${WIDTH_PX}px, 100vw)`,
      display: 'flex',
      flexDirection: 'column',
      fontFamily: theme.typography.fontFamily,
    },
  }),
  { name: 'AuditLogEventDrawer' },
);

export interface EventDrawerProps {
  id: string;
  /** The event where the table has it; it is read otherwise. */
  event: AuditEvent | undefined;
  link: string;
  hasPrevious: boolean;
  hasNext: boolean;
  onStep: (step: -1 | 1) => void;
  /** Missing where there is no query to change. */
  onFilter?: (choice: {
    field: string;
    value: string;
    negated: boolean;
  }) => void;
  /** Missing where there is no list to show others in. */
  onAround?: (time: string) => void;
  onOpen: (event: AuditEvent) => void;
  onClose: () => void;
}

/** One event beside the table, or over it where the window is narrow. */
export function EventDrawer(props: EventDrawerProps) {
  const t = useWords();
  const classes = useStyles();
  const theme = useTheme();
  const isWide = useMediaQuery(theme.breakpoints.up('lg'), { noSsr: true });
  const content: ReactNode = props.event ? (
    <EventDetails {...props} event={props.event} />
  ) : (
    <LinkedEvent {...props} />
  );
  return isWide ? (
    <aside className={classes.docked} aria-label={t('explorer.drawer.label')}>
      {content}
    </aside>
  ) : (
    <Drawer
      open
      anchor="right"
      onClose={props.onClose}
      PaperProps={{
        className: classes.floating,
        role: 'dialog',
        'aria-modal': true,
        'aria-label': t('explorer.drawer.label'),
      }}
    >
      {content}
    </Drawer>
  );
}

/** The event of a link, which no loaded page of the table holds. */
function LinkedEvent(props: EventDrawerProps) {
  const { id, onClose } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const event = useLoaded(
    useCallback((signal: AbortSignal) => api.getEvent(id, signal), [api, id]),
  );
  if (event.status === 'loaded') {
    return <EventDetails {...props} event={event.value} />;
  }
  if (event.status === 'loading') {
    return <Progress aria-label={t('explorer.drawer.loading')} />;
  }
  const isMissing = event.error.name === 'NotFoundError';
  return (
    <Notice
      title={t('explorer.drawer.failed')}
      role="alert"
      actions={
        <>
          {!isMissing && (
            <Button size="small" variant="outlined" onClick={event.reload}>
              {t('shared.retry')}
            </Button>
          )}
          <Button size="small" variant="outlined" onClick={onClose}>
            {t('shared.close')}
          </Button>
        </>
      }
    >
      {isMissing ? t('explorer.drawer.notFound') : errorText(event.error)}
    </Notice>
  );
}
