import LockIcon from '@material-ui/icons/LockOutlined';
import { Me } from 'backstage-plugin-audit-log-common';
import { EntityName, Notice, Time } from '../shared';
import { useWords } from '../words';

/** Says to somebody who may not read why, since when, and whom to ask. */
export function NoPermission(props: {
  reader: Me;
  /** What they might do while the page was open, if that was more. */
  before?: Me;
}) {
  const { reader, before } = props;
  const t = useWords();
  if (before) {
    const end = lastEndOf(before);
    return (
      <Notice
        icon={<LockIcon />}
        title={t('shared.accessEndedTitle')}
        role="status"
      >
        <p>
          {end
            ? t('shared.accessEndedAt', { time: <Time iso={end} /> })
            : t('shared.accessEnded')}{' '}
          <WhomToAsk reader={reader} />
        </p>
      </Notice>
    );
  }
  return (
    <Notice
      icon={<LockIcon />}
      title={t('shared.noPermissionTitle')}
      role="status"
    >
      <p>
        {t('shared.noPermissionText', {
          principal: reader.principal ?? t('shared.noPermissionNobody'),
        })}
      </p>
      <p>
        <WhomToAsk reader={reader} />
      </p>
    </Notice>
  );
}

function WhomToAsk({ reader }: { reader: Me }) {
  const t = useWords();
  const { askFor } = reader;
  if (!askFor?.length) {
    return <>{t('shared.noPermissionHelp')}</>;
  }
  const names = askFor.map((ref, index) => (
    <span key={ref}>
      {index > 0 && ', '}
      <EntityName entityRef={ref} />
    </span>
  ));
  return <>{t('shared.askForGrant', { admins: <>{names}</> })}</>;
}

/** When the last of somebody's grants ended; undefined where one had no end. */
function lastEndOf({ readingLimits }: Me): string | undefined {
  const ends = readingLimits?.grants.map(({ expiresAt }) => expiresAt) ?? [];
  return ends.every(end => end !== null && Date.parse(end) <= Date.now())
    ? [...(ends as string[])].sort().at(-1)
    : undefined;
}
