import { ReactNode, useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import AroundIcon from '@material-ui/icons/Restore';
import CloseIcon from '@material-ui/icons/Close';
import CodeIcon from '@material-ui/icons/FileCopyOutlined';
import DownIcon from '@material-ui/icons/KeyboardArrowDown';
import LinkIcon from '@material-ui/icons/Link';
import UpIcon from '@material-ui/icons/KeyboardArrowUp';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { OutcomeLabel, SeverityLabel, Time, TimeAgo, useCopy } from '../shared';
import { useWords } from '../words';
import { EventSentence } from '../events';
import { RelatedEvents } from './RelatedEvents';
import { EventFacts } from './EventFacts';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      alignItems: 'center',
      padding: theme.spacing(0.5, 1, 0.5, 2),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    grow: { flex: 1 },
    body: { overflow: 'auto', flex: 1, minHeight: 0, outline: 'none' },
    head: { padding: theme.spacing(2, 2, 1) },
    sentence: {
      fontSize: '1.0625rem',
      lineHeight: 1.4,
      overflowWrap: 'anywhere',
      marginBottom: theme.spacing(1),
    },
    marks: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 2),
      fontSize: '0.8125rem',
      color: theme.palette.text.secondary,
    },
    error: {
      margin: theme.spacing(1.5, 0, 0),
      padding: theme.spacing(1, 1.5),
      borderLeft: `3px solid ${theme.palette.error.main}`,
      backgroundColor: theme.palette.background.default,
      fontSize: '0.8125rem',
      overflowWrap: 'anywhere',
    },
    tabs: {
      minHeight: 36,
      borderBottom: `1px solid ${theme.palette.divider}`,
      padding: theme.spacing(0, 1),
    },
    tab: {
      minHeight: 36,
      minWidth: 72,
      textTransform: 'none',
      padding: 0,
      '&:hover': {
        color: theme.palette.text.primary,
        backgroundColor: theme.palette.action.hover,
      },
    },
    json: {
      margin: 0,
      padding: theme.spacing(2),
      fontSize: '0.75rem',
      fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AuditLogEventDetails' },
);

/** Everything about one event, said plainly first. */
export function EventDetails(props: {
  event: AuditEvent;
  link: string;
  hasPrevious: boolean;
  hasNext: boolean;
  onStep: (step: -1 | 1) => void;
  onFilter?: (choice: {
    field: string;
    value: string;
    negated: boolean;
  }) => void;
  onAround?: (time: string) => void;
  onOpen: (event: AuditEvent) => void;
  onClose: () => void;
}) {
  const { event, onStep } = props;
  const t = useWords();
  const classes = useStyles();
  const copy = useCopy();
  const [tab, setTab] = useState<'facts' | 'related' | 'json'>('facts');
  const json = JSON.stringify(event, undefined, 2);

  return (
    <>
      <div className={classes.bar}>
        <Typography variant="subtitle2" component="h2">
          {t('explorer.drawer.label')}
        </Typography>
        <span className={classes.grow} />
        <BarButton
          label={t('explorer.drawer.previous')}
          isDisabled={!props.hasPrevious}
          onClick={() => onStep(-1)}
        >
          <UpIcon fontSize="small" />
        </BarButton>
        <BarButton
          label={t('explorer.drawer.next')}
          isDisabled={!props.hasNext}
          onClick={() => onStep(1)}
        >
          <DownIcon fontSize="small" />
        </BarButton>
        {props.onAround && (
          <BarButton
            label={t('explorer.jump.around')}
            onClick={() => props.onAround?.(event.startedAt)}
          >
            <AroundIcon fontSize="small" />
          </BarButton>
        )}
        <BarButton
          label={t('explorer.drawer.copyLink')}
          onClick={() => copy(props.link)}
        >
          <LinkIcon fontSize="small" />
        </BarButton>
        <BarButton
          label={t('explorer.drawer.copyJson')}
          onClick={() => copy(json)}
        >
          <CodeIcon fontSize="small" />
        </BarButton>
        <BarButton label={t('shared.close')} onClick={props.onClose}>
          <CloseIcon fontSize="small" />
        </BarButton>
      </div>
      <div className={classes.body}>
        <div className={classes.head}>
          <Typography className={classes.sentence} aria-live="polite">
            <EventSentence event={event} t={t} />
          </Typography>
          <div className={classes.marks}>
            <OutcomeLabel outcome={event.outcome} />
            <SeverityLabel severity={event.severity} />
            <span>
              <Time iso={event.startedAt} /> (<TimeAgo iso={event.startedAt} />)
            </span>
          </div>
          {event.error && (
            <div className={classes.error}>
              <strong>
                {t('explorer.drawer.errorHeading', { name: event.error.name })}
              </strong>
              <div>{event.error.message}</div>
            </div>
          )}
        </div>
        <Tabs
          value={tab}
          onChange={(_, value) => setTab(value)}
          className={classes.tabs}
          indicatorColor="primary"
          aria-label={t('explorer.drawer.label')}
        >
          <Tab
            {...tabProps('facts')}
            value="facts"
            label={t('explorer.drawer.facts')}
            className={classes.tab}
          />
          <Tab
            {...tabProps('related')}
            value="related"
            label={t('explorer.drawer.relatedTab')}
            className={classes.tab}
          />
          <Tab
            {...tabProps('json')}
            value="json"
            label={t('explorer.drawer.json')}
            className={classes.tab}
          />
        </Tabs>
        <div
          role="tabpanel"
          id={`audit-log-event-panel-${tab}`}
          aria-labelledby={`audit-log-event-tab-${tab}`}
        >
          {tab === 'facts' && (
            <EventFacts event={event} onFilter={props.onFilter} />
          )}
          {tab === 'related' && (
            <RelatedEvents event={event} onOpen={props.onOpen} />
          )}
          {tab === 'json' && <pre className={classes.json}>{json}</pre>}
        </div>
      </div>
    </>
  );
}

/** Joins a tab with its panel; only that of the chosen tab exists. */
function tabProps(name: string) {
  return {
    id: `audit-log-event-tab-${name}`,
    'aria-controls': `audit-log-event-panel-${name}`,
  };
}

function BarButton(props: {
  label: string;
  isDisabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip title={props.label}>
      <span>
        <IconButton
          size="small"
          aria-label={props.label}
          disabled={props.isDisabled}
          onClick={props.onClick}
        >
          {props.children}
        </IconButton>
      </span>
    </Tooltip>
  );
}
