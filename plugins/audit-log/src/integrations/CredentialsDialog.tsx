import { Fragment } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  StorageIntegration,
  setupSteps,
} from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { CopyButton } from './CopyButton';
import { IntegrationStatus } from './IntegrationStatus';
import { StatusReason } from './StatusReason';

const useStyles = makeStyles(
  theme => ({
    facts: {
      display: 'grid',
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      alignItems: 'center',
      gap: theme.spacing(0.5, 2),
      margin: theme.spacing(1, 0, 2),
      fontFamily: theme.typography.fontFamily,
      '& dt': { color: theme.palette.text.secondary, fontSize: '0.8125rem' },
      '& dd': {
        display: 'flex',
        alignItems: 'center',
        gap: theme.spacing(0.5),
        margin: 0,
        minHeight: 30,
        fontFamily: 'monospace',
        fontSize: '0.8125rem',
        overflowWrap: 'anywhere',
      },
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
    },
    steps: {
      margin: 0,
      paddingLeft: theme.spacing(2.5),
      fontFamily: theme.typography.fontFamily,
      fontSize: '0.875rem',
      '& > li': { padding: theme.spacing(0.5, 0) },
    },
    snippet: {
      display: 'flex',
      alignItems: 'flex-start',
      margin: theme.spacing(0.5, 0),
      padding: theme.spacing(0.5, 0.5, 0.5, 1.5),
      borderRadius: theme.shape.borderRadius,
      backgroundColor:
        theme.palette.type === 'dark'
          ? 'rgba(255, 255, 255, 0.06)'
          : 'rgba(0, 0, 0, 0.04)',
      '& pre': {
        flex: 1,
        minWidth: 0,
        margin: theme.spacing(0.5, 0),
        overflow: 'auto',
        fontSize: '0.75rem',
        lineHeight: 1.5,
      },
    },
  }),
  { name: 'AuditLogCredentials' },
);

/** What has to be known and done in the cloud; there is no secret in it. */
export function CredentialsDialog(props: {
  integration: StorageIntegration;
  onTest: () => void;
  onClose: () => void;
}) {
  const { integration, onTest, onClose } = props;
  const t = useWords();
  const classes = useStyles();
  const { name, destination, externalId } = integration;
  const { type, ...identity } = integration.identity;
  const facts: [string, string][] = [
    [t('integration.credentials.name'), name],
    [t('integration.credentials.externalId'), externalId ?? ''],
    [t('integration.credentials.destination'), destination],
    ...Object.entries(identity).map(([key, value]): [string, string] => [
      t(`integration.form.${key as 'roleArn'}`),
      String(value),
    ]),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="md"
      fullWidth
      aria-labelledby="audit-log-credentials"
    >
      <DialogTitle id="audit-log-credentials">
        {t('integration.credentials.title', { name })}
      </DialogTitle>
      <DialogContent>
        <IntegrationStatus status={integration.status} />
        <StatusReason integration={integration} />
        <dl className={classes.facts}>
          <dt>{t('integration.credentials.identity')}</dt>
          <dd>{t(`integration.form.identities.${type}`)}</dd>
          {facts
            .filter(([, value]) => value !== '')
            .map(([label, value]) => (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>
                  {value}
                  <CopyButton text={value} what={label} />
                </dd>
              </Fragment>
            ))}
        </dl>
        <Typography variant="subtitle2" component="h3">
          {t('integration.credentials.steps')}
        </Typography>
        <ol className={classes.steps}>
          {setupSteps(integration).map(({ text, snippet }, index) => (
            <li key={text}>
              {text}
              {snippet && (
                <div className={classes.snippet}>
                  {/* Long lines scroll, which a keyboard must be able to do. */}
                  {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
                  <pre tabIndex={0}>{snippet}</pre>
                  <CopyButton
                    text={snippet}
                    what={t('integration.credentials.snippet', {
                      number: `${index + 1}`,
                    })}
                  />
                </div>
              )}
            </li>
          ))}
        </ol>
      </DialogContent>
      <DialogActions>
        <Button onClick={onTest}>{t('integration.action.test')}</Button>
        <Button onClick={onClose} variant="contained" color="primary">
          {t('shared.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
