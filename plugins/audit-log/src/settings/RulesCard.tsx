import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings, Rule } from 'backstage-plugin-audit-log-common';
import { RulesEditor } from '../rules';
import { auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';
import { SettingsCard } from './SettingsCard';

const useStyles = makeStyles({
  short: { whiteSpace: 'nowrap', wordBreak: 'normal' },
});

/** What is recorded and in which detail: the rules in the order of trying. */
export function RulesCard(props: {
  settings: AuditLogSettings;
  onChanged: (settings: AuditLogSettings) => void;
}) {
  const { settings, onChanged } = props;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const [isEditing, setEditing] = useState(false);
  const rules = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.listRules(signal),
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [api, settings.version],
    ),
  );
  const configKey = settings.managedByConfig.rules;

  return (
    <SettingsCard
      heading={t('settings.rules.heading')}
      actions={
        !configKey &&
        !isEditing && (
          <Button variant="outlined" onClick={() => setEditing(true)}>
            {t('settings.rules.edit')}
          </Button>
        )
      }
    >
      {!isEditing && (
        <Typography variant="body2" color="textSecondary">
          {configKey
            ? t('settings.rules.fromConfig', { key: configKey })
            : t('settings.rules.intro')}
        </Typography>
      )}
      {rules.status === 'failed' && (
        <Alert severity="error">
          {t('settings.rules.failed')} {errorText(rules.error)}
        </Alert>
      )}
      {isEditing && (
        <RulesEditor
          settings={settings}
          hits={rules.value?.items ?? []}
          onClose={() => setEditing(false)}
          onSaved={saved => {
            setEditing(false);
            onChanged(saved);
          }}
        />
      )}
      {rules.value && !isEditing && (
        <TableContainer>
          <Table size="small" aria-label={t('settings.rules.heading')}>
            <TableHead>
              <TableRow>
                <TableCell>{t('settings.rules.name')}</TableCell>
                <TableCell>{t('settings.rules.match')}</TableCell>
                <TableCell className={classes.short}>
                  {t('settings.rules.effect')}
                </TableCell>
                <TableCell align="right" className={classes.short}>
                  {t('settings.rules.hits')}
                </TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {rules.value.items.map(({ rule, hits }) => (
                <TableRow key={rule.name}>
                  <TableCell component="th" scope="row">
                    {rule.name}
                  </TableCell>
                  <TableCell>
                    {matchText(rule) || t('settings.rules.everything')}
                  </TableCell>
                  <TableCell>{effectText(rule)}</TableCell>
                  <TableCell align="right">{hits.toLocaleString()}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      {rules.status === 'loading' && !rules.value && <Skeleton width="60%" />}
    </SettingsCard>
  );
}

/** `plugin: catalog, actor: plugin:*` */
function matchText(rule: Rule): string {
  return Object.entries(rule.match)
    .map(([field, value]) => `${field}: ${[value].flat().join(' | ')}`)
    .join(', ');
}

function effectText({ effect, detail, durability }: Rule): string {
  return [effect, detail, durability].filter(Boolean).join(', ');
}
