import LockIcon from '@material-ui/icons/LockOutlined';
import { LoggingSummary, Me } from 'backstage-plugin-audit-log-common';
import { Notice } from '../shared';
import { useWords } from '../words';
import { LoggingBanner } from './LoggingBanner';

/**
 * Whether the log is closed to the reader, because audit logging was disabled
 * after it had been enabled.
 */
export function isClosedTo(me: Me, logging: LoggingSummary | null): boolean {
  const isOffAfterUse =
    logging?.state === 'disabling' ||
    (logging?.state === 'disabled' && logging.keptUntil !== null);
  return isOffAfterUse && !me.mayUpdateSettings;
}

/** What readers who aren't Admins see while audit logging is disabled. */
export function ClosedExplorer(props: { logging: LoggingSummary | null }) {
  const t = useWords();
  return (
    <>
      <LoggingBanner logging={props.logging} />
      <Notice
        icon={<LockIcon />}
        title={t('explorer.logging.adminsOnlyTitle')}
        role="status"
      >
        {t('explorer.logging.adminsOnly')}{' '}
        {props.logging?.unavailableReason ??
          t('explorer.logging.adminsOnlyAsk')}
      </Notice>
    </>
  );
}
