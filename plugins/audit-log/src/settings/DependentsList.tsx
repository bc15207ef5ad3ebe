import { ReactNode, useCallback, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import CircularProgress from '@material-ui/core/CircularProgress';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import ArrowIcon from '@material-ui/icons/ExpandMore';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  EntityName,
  auditLogApiRef,
  errorText,
  useExportLinks,
  useLoaded,
} from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    root: {
      fontFamily: theme.typography.fontFamily,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      '& > * + *': { borderTop: `1px solid ${theme.palette.divider}` },
    },
    button: {
      width: '100%',
      justifyContent: 'flex-start',
      textTransform: 'none',
      padding: theme.spacing(1, 1.5),
    },
    arrow: { transition: 'transform 120ms' },
    arrowOpen: { transform: 'rotate(180deg)' },
    content: { padding: theme.spacing(0, 2, 1.5) },
    heading: { 'ul + &': { marginTop: theme.spacing(1) } },
    list: {
      margin: 0,
      padding: 0,
      listStyle: 'none',
      maxHeight: 160,
      overflow: 'auto',
    },
    item: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.5, 0),
      fontSize: '0.8125rem',
    },
    owner: { color: theme.palette.text.secondary },
  }),
  { name: 'AuditLogDependents' },
);

/** What hangs on the audit log: export schedules, views and grants. */
export function DependentsList() {
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const links = useExportLinks();
  const dependents = useLoaded(
    useCallback((signal: AbortSignal) => api.getDependents(signal), [api]),
  );
  if (dependents.status === 'failed') {
    return (
      <Alert severity="warning">
        {t('settings.dialog.dependentsFailed')} {errorText(dependents.error)}
      </Alert>
    );
  }
  if (!dependents.value) {
    return (
      <CircularProgress
        size={20}
        aria-label={t('settings.dialog.dependentsLoading')}
      />
    );
  }
  const { storageIntegrations, exportSchedules, views, grants } =
    dependents.value;
  return (
    <div className={classes.root}>
      <Disclosure
        label={t('settings.dialog.viewExports')}
        count={storageIntegrations.length + exportSchedules.length}
      >
        <Items
          heading={t('settings.dialog.integrations')}
          items={storageIntegrations.map(one => ({ ...one, id: one.name }))}
        />
        <Items
          heading={t('settings.dialog.schedules')}
          none={t('settings.dialog.noExports')}
          items={exportSchedules.map(one => ({
            ...one,
            to: links.schedule(one.id),
          }))}
        />
      </Disclosure>
      <Disclosure
        label={t('settings.dialog.viewElements')}
        count={views.length + grants.length}
      >
        {views.length + grants.length === 0 && (
          <Typography variant="body2" color="textSecondary">
            {t('settings.dialog.noElements')}
          </Typography>
        )}
        <Items
          heading={t('settings.dialog.views')}
          items={views.map(one => ({ ...one, to: links.view(one.id) }))}
        />
        <Items
          heading={t('settings.dialog.grants')}
          items={grants.map(one => ({ ...one, name: one.grantee }))}
        />
      </Disclosure>
    </div>
  );
}

function Disclosure(props: {
  label: string;
  count: number;
  children: ReactNode;
}) {
  const classes = useStyles();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        className={classes.button}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        startIcon={
          <ArrowIcon
            className={`${classes.arrow} ${isOpen ? classes.arrowOpen : ''}`}
          />
        }
      >
        {props.label} ({props.count})
      </Button>
      <div id={id}>
        <Collapse in={isOpen} unmountOnExit>
          <div className={classes.content}>{props.children}</div>
        </Collapse>
      </div>
    </div>
  );
}

function Items(props: {
  heading: string;
  none?: string;
  items: {
    id: string;
    name: string;
    owner: string;
    status?: string;
    to?: string;
  }[];
}) {
  const { heading, none, items } = props;
  const t = useWords();
  const classes = useStyles();
  if (items.length === 0) {
    return none ? (
      <Typography variant="body2" color="textSecondary">
        {none}
      </Typography>
    ) : null;
  }
  return (
    <>
      <Typography
        variant="subtitle2"
        component="h3"
        className={classes.heading}
      >
        {heading}
      </Typography>
      <ul className={classes.list}>
        {items.map(item => (
          <li key={item.id} className={classes.item}>
            <span>
              {item.to ? (
                <Link to={item.to} underline="always">
                  {item.name}
                </Link>
              ) : (
                <EntityName entityRef={item.name} />
              )}
              {item.status && ` (${item.status})`}
            </span>
            <span className={classes.owner}>
              {t('settings.dialog.owner', {
                owner: <EntityName entityRef={item.owner} />,
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
