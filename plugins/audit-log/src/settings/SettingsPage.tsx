import { makeStyles } from '@material-ui/core/styles';
import { AuditLogging } from './AuditLogging';
import { CoverageCard } from './CoverageCard';
import { RecordingHealth } from './RecordingHealth';
import { RulesCard } from './RulesCard';
import { useSettings } from './useSettings';

const useStyles = makeStyles(
  theme => ({
    page: {
      display: 'grid',
      gap: theme.spacing(3),
      maxWidth: 960,
      padding: theme.spacing(0, 3, 3),
      fontFamily: theme.typography.fontFamily,
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 1.5) },
    },
  }),
  { name: 'AuditLogSettings' },
);

/** Audit settings: one card per concern. */
export function SettingsPage() {
  const classes = useStyles();
  const settings = useSettings();
  return (
    <div className={classes.page}>
      <AuditLogging settings={settings} />
      {settings.value && settings.value.state !== 'disabled' && (
        <RecordingHealth state={settings.value.state} />
      )}
      {settings.value && settings.value.state === 'enabled' && (
        <>
          <RulesCard settings={settings.value} onChanged={settings.replace} />
          <CoverageCard />
        </>
      )}
    </div>
  );
}
