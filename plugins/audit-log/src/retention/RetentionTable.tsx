import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  AuditLogSettings,
  RetentionRule,
} from 'backstage-plugin-audit-log-common';
import { Words, useWords } from '../words';

const useStyles = makeStyles({
  days: { whiteSpace: 'nowrap', wordBreak: 'normal' },
});

type Setting = keyof AuditLogSettings['managedByConfig'];

/** How long which events are kept, and where that comes from. */
export function RetentionTable(props: { settings: AuditLogSettings }) {
  const { settings } = props;
  const { retentionRules, managedByConfig } = settings;
  const t = useWords();
  const classes = useStyles();
  const rows: { label: string; days: number; setting: Setting }[] = [
    ...retentionRules.map(rule => ({
      label: ruleText(rule, t),
      days: rule.days,
      setting: 'retentionRules' as const,
    })),
    {
      label: t(
        retentionRules.length > 0
          ? 'retention.everythingElse'
          : 'retention.everything',
      ),
      days: settings.retentionDays,
      setting: 'retentionDays',
    },
    {
      label: t('retention.afterDisabling'),
      days: settings.recoveryDays,
      setting: 'recoveryDays',
    },
  ];
  return (
    <>
      <TableContainer>
        <Table size="small" aria-label={t('retention.heading')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('retention.events')}</TableCell>
              <TableCell className={classes.days}>
                {t('retention.keptFor')}
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ label, days, setting }, index) => (
              <TableRow key={`${index} ${label}`}>
                <TableCell component="th" scope="row">
                  {label}
                  <FromConfig configKey={managedByConfig[setting]} />
                </TableCell>
                <TableCell className={classes.days}>
                  {t('retention.days', { count: days })}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <Typography variant="body2" component="div" style={{ marginTop: 8 }}>
        {t(
          settings.holdUnexported
            ? 'retention.holdUnexported'
            : 'retention.noHoldUnexported',
        )}
        <FromConfig configKey={managedByConfig.holdUnexported} />
      </Typography>
    </>
  );
}

/** Says that a setting comes from the configuration, where it does. */
export function FromConfig(props: { configKey: string | undefined }) {
  const t = useWords();
  return props.configKey ? (
    <Typography variant="caption" color="textSecondary" component="div">
      {t('retention.fromConfig', { key: props.configKey })}
    </Typography>
  ) : null;
}

function ruleText({ categories, minSeverity }: RetentionRule, t: Words) {
  const parts = [
    categories ? categories.join(', ') : t('retention.anyCategory'),
    ...(minSeverity
      ? [
          t('retention.atLeast', {
            severity: t(`value.severity.${minSeverity}`),
          }),
        ]
      : []),
  ];
  return parts.join(' · ');
}
