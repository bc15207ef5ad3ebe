import { useId } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { ListedIntegration } from 'backstage-plugin-audit-log-common';
import { EntityName, TimeAgo, useExportLinks, useMe } from '../shared';
import { useWords } from '../words';
import { CloudMark } from './CloudMark';
import { IntegrationStatus } from './IntegrationStatus';
import { StatusReason } from './StatusReason';
import { cloudOf } from './integrationForm';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(2, 0),
      [theme.breakpoints.down('xs')]: { columnGap: theme.spacing(1.25) },
    },
    main: { display: 'grid', gap: theme.spacing(0.5), minWidth: 0 },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
    },
    name: { fontSize: '1rem', fontWeight: 600, overflowWrap: 'anywhere' },
    destination: {
      fontFamily: 'monospace',
      fontSize: '0.8125rem',
      overflowWrap: 'anywhere',
    },
    facts: {
      color: theme.palette.text.secondary,
      fontSize: '0.8125rem',
      '& > * + *::before': { content: '" · "' },
    },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      marginLeft: theme.spacing(-0.75),
    },
    action: {
      textTransform: 'none',
      minWidth: 0,
      padding: theme.spacing(0.5, 0.75),
    },
  }),
  { name: 'AuditLogIntegrationItem' },
);

export type IntegrationAction = 'credentials' | 'test' | 'edit' | 'remove';

const actions: IntegrationAction[] = ['credentials', 'test', 'edit', 'remove'];

/** One storage integration with what can be done with it. */
export function IntegrationItem(props: {
  integration: ListedIntegration;
  onAction: (action: IntegrationAction) => void;
}) {
  const { integration, onAction } = props;
  const t = useWords();
  const classes = useStyles();
  const links = useExportLinks();
  const { mayManageExports } = useMe();
  const id = useId();
  const cloud = cloudOf(integration);
  const uses = t('integration.uses', { count: integration.schedules });
  const isRetired = integration.status === 'retired';
  return (
    <li className={classes.root} aria-labelledby={id}>
      <CloudMark cloud={cloud} />
      <div className={classes.main}>
        <div className={classes.head}>
          <Typography id={id} component="h3" className={classes.name}>
            {integration.name}
          </Typography>
          <IntegrationStatus status={integration.status} />
        </div>
        <div className={classes.destination}>{integration.destination}</div>
        <StatusReason integration={integration} />
        <div className={classes.facts}>
          <span>{t(`integration.cloud.${cloud}`)}</span>
          <span>
            {t(`integration.form.identities.${integration.identity.type}`)}
          </span>
          <span>
            {mayManageExports && integration.schedules > 0 ? (
              <Link
                to={links.listOf({ integration: integration.name })}
                underline="always"
              >
                {uses}
              </Link>
            ) : (
              uses
            )}
          </span>
          <span>
            {t('integration.createdBy', {
              actor: <EntityName entityRef={integration.createdBy} />,
            })}
          </span>
          {integration.lastTest && (
            <span>
              {t('integration.tested', {
                time: <TimeAgo iso={integration.lastTest.testedAt} />,
              })}
            </span>
          )}
        </div>
        <div className={classes.actions}>
          {actions
            .filter(action => !isRetired || action === 'remove')
            .map(action => (
              <Button
                key={action}
                size="small"
                color="primary"
                className={classes.action}
                aria-label={t('integration.action.of', {
                  action: t(`integration.action.${action}`),
                  name: integration.name,
                })}
                onClick={() => onAction(action)}
              >
                {t(`integration.action.${action}`)}
              </Button>
            ))}
        </div>
      </div>
    </li>
  );
}
