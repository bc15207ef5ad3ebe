import { useCallback, useId, useState } from 'react';
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
import { anchorOf } from './anchorOf';

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
    readers: { marginTop: theme.spacing(1) },
  }),
  { name: 'AuditLogDependents' },
);

/** Who read events or downloaded them. */
const READERS = 'event:event-read,event-download';

interface Item {
  id: string;
  name: string;
  owner: string;
  status?: string;
  to: string;
  /** Its name is a ref. */
  isEntity?: boolean;
}

/** Things of one kind, counted and listed under one heading. */
interface Group {
  label: string;
  /** Said where there are none. */
  none: string;
  items: Item[];
  /** Where all of them are. */
  all?: { to: string; text: string };
}

/** What hangs on the audit log, kind by kind, and who read it. */
export function DependentsList(props: {
  /** Somebody goes to another section of this page. */
  onLeave: () => void;
}) {
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const links = useExportLinks();
  const section = (heading: 'integration.heading' | 'grant.heading') =>
    `${links.settings}#${anchorOf(t(heading))}`;
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
  const { storageIntegrations, exportSchedules, views, grants, legalHolds } =
    dependents.value;
  const groups: Group[] = [
    {
      label: t('settings.dialog.integrations'),
      none: t('settings.dialog.noIntegrations'),
      items: storageIntegrations.map(one => ({
        ...one,
        id: one.name,
        to: section('integration.heading'),
      })),
    },
    {
      label: t('settings.dialog.schedules'),
      none: t('settings.dialog.noSchedules'),
      all: { to: links.list, text: t('settings.dialog.allSchedules') },
      items: exportSchedules.map(one => ({
        ...one,
        to: links.schedule(one.id),
      })),
    },
    {
      label: t('settings.dialog.views'),
      none: t('settings.dialog.noViews'),
      items: views.map(one => ({ ...one, to: links.view(one.id) })),
    },
    {
      label: t('settings.dialog.grants'),
      none: t('settings.dialog.noGrants'),
      items: grants.map(one => ({
        ...one,
        name: one.grantee,
        isEntity: true,
        to: section('grant.heading'),
      })),
    },
    {
      label: t('settings.dialog.holds'),
      none: t('settings.dialog.noHolds'),
      items: (legalHolds ?? []).map(one => ({
        ...one,
        to: links.events(one.query),
      })),
    },
  ];
  return (
    <>
      <div className={classes.root}>
        {groups.map(group => (
          <Disclosure key={group.label} group={group} onLeave={props.onLeave} />
        ))}
      </div>
      <Typography variant="body2" className={classes.readers}>
        <Link to={links.events(READERS)} underline="always">
          {t('settings.dialog.readers')}
        </Link>
      </Typography>
    </>
  );
}

function Disclosure(props: { group: Group; onLeave: () => void }) {
  const { label, none, items, all } = props.group;
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
        {label} ({items.length})
      </Button>
      <div id={id}>
        <Collapse in={isOpen} unmountOnExit>
          <div className={classes.content}>
            {items.length > 0 ? (
              <Items items={items} onLeave={props.onLeave} />
            ) : (
              <Typography variant="body2" color="textSecondary">
                {none}
              </Typography>
            )}
            {all && items.length > 0 && (
              <Link to={all.to} underline="always">
                {all.text}
              </Link>
            )}
          </div>
        </Collapse>
      </div>
    </div>
  );
}

function Items(props: { items: Item[]; onLeave: () => void }) {
  const t = useWords();
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {props.items.map(item => (
        <li key={item.id} className={classes.item}>
          <span>
            <Link
              to={item.to}
              underline="always"
              // Others leave the page.
              onClick={item.to.includes('#') ? props.onLeave : undefined}
            >
              {item.isEntity ? (
                <EntityName entityRef={item.name} noLink />
              ) : (
                item.name
              )}
            </Link>
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
  );
}
