import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { RecorderStatus, Status } from 'backstage-plugin-audit-log-common';
import { TimeAgo, formatBytes, formatDuration } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    facts: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))',
      gap: theme.spacing(2),
      margin: theme.spacing(2, 0),
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      },
      '& dt': { color: theme.palette.text.secondary, fontSize: '0.75rem' },
      '& dd': {
        margin: 0,
        fontSize: '0.9375rem',
        fontVariantNumeric: 'tabular-nums',
        overflowWrap: 'anywhere',
      },
    },
    wide: { gridColumn: '1 / -1' },
    bad: {
      '& dd': {
        color: theme.palette.type === 'dark' ? '#ffb3ad' : '#b71c1c',
        fontWeight: 600,
      },
    },
    alert: { marginBottom: theme.spacing(1), overflowWrap: 'anywhere' },
  }),
  { name: 'AuditLogHealthFacts' },
);

/** What is wrong with recording, and how it is doing in figures. */
export function HealthFacts(props: { status: Status }) {
  const { auditorActive, problems, completeTo, quarantined } = props.status;
  const { recorder, replicas } = props.status;
  const addresses = props.status.trustsProxy ? 'forwarded' : 'direct';
  const t = useWords();
  const classes = useStyles();
  const bad = (count: number) => (count > 0 ? classes.bad : undefined);
  return (
    <>
      {!auditorActive && (
        <Alert severity="error" className={classes.alert}>
          {t('settings.health.auditorInactive')}
        </Alert>
      )}
      {problems.map(problem => (
        <Alert key={problem} severity="warning" className={classes.alert}>
          {problem}
        </Alert>
      ))}
      <dl className={classes.facts}>
        <Fact
          name={t('settings.health.completeTo')}
          title={t('settings.health.sequence', {
            sequence: completeTo.sequence,
          })}
        >
          {completeTo.time ? (
            <TimeAgo iso={completeTo.time} />
          ) : (
            t('settings.health.never')
          )}
        </Fact>
        <Fact name={t('settings.health.lag')}>
          <Lag lagMs={recorder.lagMs} />
        </Fact>
        <Fact name={t('settings.health.appended')}>
          {recorder.appended.toLocaleString()}
        </Fact>
        <Fact name={t('settings.health.queued')}>
          {recorder.queued.toLocaleString()}
        </Fact>
        <Fact name={t('settings.health.openOperations')}>
          {recorder.openOperations.toLocaleString()}
        </Fact>
        <Fact
          name={t('settings.health.dropped')}
          className={bad(recorder.dropped)}
        >
          {recorder.dropped.toLocaleString()}
        </Fact>
        <Fact
          name={t('settings.health.quarantined')}
          className={bad(quarantined)}
        >
          {quarantined.toLocaleString()}
        </Fact>
        {recorder.notDurable > 0 && (
          <Fact name={t('settings.health.notDurable')} className={classes.bad}>
            {recorder.notDurable.toLocaleString()}
          </Fact>
        )}
        <Fact
          name={t('settings.health.journal')}
          title={recorder.journal?.folder}
          className={bad(recorder.journal?.usable === false ? 1 : 0)}
        >
          <Journal journal={recorder.journal} />
        </Fact>
        <Fact name={t('settings.health.instance')}>{recorder.instance}</Fact>
        {replicas.length > 0 && (
          <Fact name={t('settings.health.replicas')} className={classes.wide}>
            {replicas.join(', ')}
          </Fact>
        )}
        <Fact name={t('settings.health.addresses')} className={classes.wide}>
          {t(`settings.health.${addresses}`)}
        </Fact>
        {recorder.lastAppendError && (
          <Fact
            name={t('settings.health.lastAppendError')}
            className={classes.wide}
          >
            {recorder.lastAppendError}
          </Fact>
        )}
      </dl>
      <Typography variant="caption" color="textSecondary">
        {t('settings.health.sinceStart')}
      </Typography>
    </>
  );
}

function Fact(props: {
  name: string;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={props.className}>
      <dt>{props.name}</dt>
      <dd title={props.title}>{props.children}</dd>
    </div>
  );
}

function Lag(props: { lagMs: RecorderStatus['lagMs'] }) {
  const t = useWords();
  const { lagMs } = props;
  return (
    <>
      {lagMs
        ? t('settings.health.lagOf', {
            usual: formatDuration(Math.round(lagMs.p50)),
            worst: formatDuration(Math.round(lagMs.max)),
          })
        : t('settings.health.never')}
    </>
  );
}

function Journal(props: { journal: RecorderStatus['journal'] }) {
  const t = useWords();
  const { journal } = props;
  if (!journal) {
    return <>{t('settings.health.noJournal')}</>;
  }
  return (
    <>
      {journal.usable
        ? t('settings.health.journalOf', {
            used: formatBytes(journal.bytes),
            max: formatBytes(journal.maxBytes),
          })
        : t('settings.health.journalUnusable')}
    </>
  );
}
