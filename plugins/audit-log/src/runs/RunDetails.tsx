import { ReactNode } from 'react';
import IconButton from '@material-ui/core/IconButton';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ExportRun } from 'backstage-plugin-audit-log-common';
import { EntityName, Time } from '../shared';
import { useWords } from '../words';
import { useRunStyles } from './runStyles';

/** Where a run wrote what, and how it came about. */
export function RunDetails(props: { run: ExportRun }) {
  const { run } = props;
  const t = useWords();
  const classes = useRunStyles();
  return (
    <dl className={classes.details}>
      <Fact name={t('run.object')} copy={run.destination} />
      <Fact name={t('run.manifest')} copy={run.manifestDestination} />
      {run.sha256 && <Fact name={t('run.sha256')} copy={run.sha256} />}
      <Fact name={t('run.due')}>
        <Time iso={run.dueAt} />
      </Fact>
      <Fact name={t('run.frozen')}>
        <Time iso={run.frozenAt} />
      </Fact>
      <Fact name={t('run.attempts')}>{run.attempt}</Fact>
      <Fact name={t('run.trigger')}>
        {run.requestedBy ? (
          <EntityName entityRef={run.requestedBy} />
        ) : (
          t(`run.triggerName.${run.trigger}`)
        )}
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; copy?: string; children?: ReactNode }) {
  const { name, copy, children } = props;
  const t = useWords();
  const classes = useRunStyles();
  const toasts = useApi(toastApiRef);
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {copy ? (
          <>
            <span className={classes.mono}>{copy}</span>
            <IconButton
              size="small"
              aria-label={t('run.copy', { what: name })}
              onClick={async () => {
                await navigator.clipboard.writeText(copy);
                toasts.post({
                  title: t('run.copied'),
                  status: 'success',
                  timeout: 2000,
                });
              }}
            >
              <CopyIcon style={{ fontSize: 14 }} />
            </IconButton>
          </>
        ) : (
          children
        )}
      </dd>
    </>
  );
}
