import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import LockIcon from '@material-ui/icons/LockOutlined';
import { makeStyles } from '@material-ui/core/styles';
import {
  LinkButton,
  Progress,
  ResponseErrorPanel,
} from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { EventDrawer } from '../drawer';
import { useActiveRow, useEvents } from '../events';
import {
  Notice,
  auditLogApiRef,
  ReadingLimits,
  errorText,
  rootRouteRef,
  useLoaded,
} from '../shared';
import { EventTable } from '../table';
import { useWords } from '../words';
import { explorerLink } from './explorerLink';
import { useEntityScope } from './useEntityScope';

const RANGE = '90d';
const columns = ['time', 'outcome', 'actor', 'what', 'target', 'severity'];

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      justifyContent: 'flex-end',
      marginBottom: theme.spacing(1),
    },
    panel: {
      display: 'flex',
      height: 'max(420px, calc(100vh - 320px))',
      overflow: 'hidden',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
      fontFamily: theme.typography.fontFamily,
    },
  }),
  { name: 'AuditLogEntity' },
);

/** The audit log of one entity, as a tab of its page. */
export function EntityAuditLog() {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const me = useLoaded(
    useCallback((signal: AbortSignal) => api.getMe(signal), [api]),
  );
  if (me.status === 'failed') {
    return (
      <ResponseErrorPanel title={t('shared.failedTitle')} error={me.error} />
    );
  }
  if (!me.value) {
    return <Progress />;
  }
  return me.value.mayRead ? (
    <>
      <ReadingLimits me={me.value} />
      <EntityEvents />
    </>
  ) : (
    <Notice icon={<LockIcon />} title={t('shared.noPermissionTitle')}>
      {t('shared.noPermissionHelp')}
    </Notice>
  );
}

function EntityEvents() {
  const t = useWords();
  const classes = useStyles();
  const { entity } = useEntity();
  const root = useRouteRef(rootRouteRef)?.();
  const scope = useEntityScope(entity, RANGE);
  const found = useEvents(scope);
  const [active, setActive] = useActiveRow(found);
  const [opened, setOpened] = useState<AuditEvent>();
  const { events, status } = found;
  const openIndex = events.findIndex(event => event.id === opened?.id);
  const explorer = root && explorerLink(root, scope.q, RANGE);

  const step = (index: number) => {
    setActive(index);
    setOpened(events[index]);
  };
  if (status === 'loading') {
    return <Progress />;
  }
  if (status === 'failed' && events.length === 0) {
    return (
      <Notice
        title={t('explorer.table.errorTitle')}
        role="alert"
        actions={
          <Button variant="outlined" onClick={found.retry}>
            {t('shared.retry')}
          </Button>
        }
      >
        {found.error && errorText(found.error)}
      </Notice>
    );
  }
  return (
    <>
      {explorer && (
        <div className={classes.bar}>
          <LinkButton to={explorer} size="small" color="primary">
            {t('catalog.inExplorer')}
          </LinkButton>
        </div>
      )}
      <div className={classes.panel}>
        {events.length === 0 ? (
          <Notice title={t('explorer.table.emptyTitle')} role="status">
            {t('catalog.none')}
          </Notice>
        ) : (
          <EventTable
            state={found}
            columns={columns}
            widths={{}}
            active={active}
            openId={opened?.id}
            isCompact={window.innerWidth < 760}
            onActive={index => (opened ? step(index) : setActive(index))}
            onOpen={setOpened}
            onLoadMore={found.loadMore}
            onLoadNewer={found.loadNewer}
            onNewest={found.toNewest}
            onOldest={found.toOldest}
            onRetry={found.retry}
          />
        )}
        {opened && (
          <EventDrawer
            id={opened.id}
            event={opened}
            link={`${window.location.origin}${root ?? ''}?event=${opened.id}`}
            hasPrevious={openIndex > 0}
            hasNext={openIndex >= 0 && openIndex < events.length - 1}
            onStep={by => step(openIndex + by)}
            onOpen={setOpened}
            onClose={() => setOpened(undefined)}
          />
        )}
      </div>
    </>
  );
}
