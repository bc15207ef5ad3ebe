import Button from '@material-ui/core/Button';
import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import SearchIcon from '@material-ui/icons/Search';
import OffIcon from '@material-ui/icons/PauseCircleOutline';
import { Notice, settingsRouteRef, useMe } from '../shared';
import { useWords } from '../words';
import { TimeRange } from '../range';

/** Why the table is empty, and the way out. */
export function EmptyEvents(props: {
  query: string;
  range: TimeRange;
  isLoggingOff: boolean;
  onClearQuery: () => void;
  onWiden: () => void;
}) {
  const { query, range, isLoggingOff } = props;
  const t = useWords();
  if (isLoggingOff) {
    return <LoggingIsOff />;
  }
  if (!query && range.kind === 'all') {
    return (
      <Notice
        icon={<SearchIcon />}
        title={t('explorer.table.nothingTitle')}
        role="status"
      >
        {t('explorer.table.nothingText')}
      </Notice>
    );
  }
  return (
    <Notice
      icon={<SearchIcon />}
      title={t('explorer.table.emptyTitle')}
      role="status"
      actions={
        <>
          {range.kind !== 'all' && (
            <Button variant="outlined" size="small" onClick={props.onWiden}>
              {t('explorer.table.emptyWiden')}
            </Button>
          )}
          {query && (
            <Button
              variant="outlined"
              size="small"
              onClick={props.onClearQuery}
            >
              {t('explorer.table.emptyClear')}
            </Button>
          )}
        </>
      }
    >
      {t('explorer.table.emptyText')}
    </Notice>
  );
}

function LoggingIsOff() {
  const t = useWords();
  const me = useMe();
  const settings = useRouteRef(settingsRouteRef)?.();
  return (
    <Notice
      icon={<OffIcon />}
      title={t('explorer.table.disabledTitle')}
      role="status"
      actions={
        me.mayUpdateSettings &&
        settings && (
          <LinkButton to={settings} variant="contained" color="primary">
            {t('explorer.table.openSettings')}
          </LinkButton>
        )
      }
    >
      <p>{t('explorer.table.disabledText')}</p>
      {!me.mayUpdateSettings && (
        <p>
          {me.logging?.unavailableReason ?? t('explorer.table.disabledAsk')}
        </p>
      )}
    </Notice>
  );
}
