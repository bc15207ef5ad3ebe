import { useCallback, useState } from 'react';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  EventTypesResponse,
  pluginCoverages,
} from 'backstage-plugin-audit-log-common';
import { SelectField, auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';
import { EventTypesTable } from './EventTypesTable';
import { SettingsCard } from './SettingsCard';

const useStyles = makeStyles(
  theme => ({
    groups: { margin: 0, '& dt': { marginTop: theme.spacing(2) } },
    chips: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      margin: theme.spacing(0.5, 0, 0),
    },
    choice: { marginTop: theme.spacing(3), maxWidth: 420 },
  }),
  { name: 'AuditLogCoverage' },
);

/** Which types of events are listed; `unseen` are those of installed plugins. */
const shownChoices = ['unseen', 'seen', 'all'] as const;

type Shown = (typeof shownChoices)[number];

/** What the log has of each installed plugin, and of each type of event. */
export function CoverageCard() {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const types = useLoaded(
    useCallback((signal: AbortSignal) => api.listEventTypes(signal), [api]),
  );
  return (
    <SettingsCard heading={t('settings.coverage.heading')}>
      {types.status === 'failed' && (
        <Alert severity="error">
          {t('settings.coverage.failed')} {errorText(types.error)}
        </Alert>
      )}
      {types.value ? (
        <Coverage types={types.value} />
      ) : (
        types.status !== 'failed' && <Skeleton width="60%" />
      )}
    </SettingsCard>
  );
}

function Coverage(props: { types: EventTypesResponse }) {
  const { items, plugins, capturesHttp, isComplete } = props.types;
  const t = useWords();
  const classes = useStyles();
  const [shown, setShown] = useState<Shown>('unseen');
  const isInstalled = (id: string) => plugins.some(plugin => plugin.id === id);
  const seen = items.filter(type => type.lastSeen !== null);
  const unseen = items.filter(
    type =>
      type.lastSeen === null &&
      type.isPossible !== false &&
      isInstalled(type.plugin),
  );
  const lists: Record<Shown, EventTypesResponse['items']> = {
    unseen,
    seen: [...seen].sort((a, b) => (a.lastSeen! < b.lastSeen! ? 1 : -1)),
    all: items,
  };
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('settings.coverage.seen', {
          seen: String(seen.length),
          total: String(seen.length + unseen.length),
        })}{' '}
        {t(
          capturesHttp
            ? 'settings.coverage.httpOn'
            : 'settings.coverage.httpOff',
        )}{' '}
        {!isComplete && t('settings.coverage.incomplete')}
      </Typography>
      <dl className={classes.groups}>
        {pluginCoverages.map(coverage => {
          const ids = plugins.filter(plugin => plugin.coverage === coverage);
          return (
            ids.length > 0 && (
              <div key={coverage}>
                <dt>{t(`settings.coverage.${coverage}`)}</dt>
                <dd className={classes.chips}>
                  {ids.map(({ id }) => (
                    <Chip key={id} size="small" variant="outlined" label={id} />
                  ))}
                </dd>
              </div>
            )
          );
        })}
      </dl>
      <SelectField
        className={classes.choice}
        label={t('settings.coverage.types')}
        value={shown}
        onChange={setShown}
        options={shownChoices.map(value => ({
          value,
          label: t(`settings.coverage.show.${value}`, {
            number: String(lists[value].length),
          }),
        }))}
      />
      {lists[shown].length > 0 && <EventTypesTable types={lists[shown]} />}
    </>
  );
}
