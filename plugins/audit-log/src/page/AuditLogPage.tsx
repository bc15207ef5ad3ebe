import { ComponentType, Suspense, memo, useCallback } from 'react';
import { Route, Routes } from 'react-router-dom';
import { RiFileShieldLine } from '@remixicon/react';
import Button from '@material-ui/core/Button';
import LockIcon from '@material-ui/icons/LockOutlined';
import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import {
  PageLayout,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { Me } from 'backstage-plugin-audit-log-common';
import {
  MeContext,
  Notice,
  auditLogApiRef,
  rootRouteRef,
  useLoaded,
} from '../shared';
import { Words, useWords } from '../words';
import { NoPermission } from './NoPermission';
import { useStanding } from './useStanding';

const pageIcon = <RiFileShieldLine />;

/** One of the pages under the audit log's tabs. */
export interface Room {
  /** Below the plugin's own path; empty for the first room. */
  path: string;
  /** The text of the tab. */
  title: (t: Words) => string;
  /** Whether the reader sees the tab and its content. */
  isOpenTo: (me: Me) => boolean;
  Content: ComponentType;
}

interface OpenRoomsProps {
  rooms: Room[];
  /** The paths of those that are open to the reader, each after a slash. */
  open: string;
  root: string;
}

/**
 * The header and the open room. The layout of Backstage mounts its content
 * anew whenever it is rendered, and with it goes what people were typing, so
 * it must not be rendered for each change of the address.
 */
const OpenRooms = memo((props: OpenRoomsProps) => {
  const { rooms, root } = props;
  const t = useWords();
  const isOpen = (room: Room) =>
    props.open.split(' ').includes(`/${room.path}`);
  const open = rooms.filter(isOpen);
  return (
    <PageLayout
      title={t('shared.title')}
      icon={pageIcon}
      titleLink={root}
      tabs={
        open.length > 1
          ? open.map(room => ({
              id: room.path || 'explorer',
              label: room.title(t),
              href: room.path ? `${root}/${room.path}` : root,
            }))
          : undefined
      }
    >
      <main>
        <Suspense fallback={<Progress />}>
          <Routes>
            {rooms.map(room => (
              <Route
                key={room.path}
                path={room.path ? `${room.path}/*` : '*'}
                element={isOpen(room) ? <room.Content /> : <NotForReader />}
              />
            ))}
          </Routes>
        </Suspense>
      </main>
    </PageLayout>
  );
});

/** The audit log's page: asks what the reader may do, then shows their rooms. */
export function AuditLogPage(props: { rooms: Room[] }) {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const root = useRouteRef(rootRouteRef)?.() ?? '';
  const me = useLoaded(
    useCallback((signal: AbortSignal) => api.getMe(signal), [api]),
  );
  const before = useStanding(me.value, me.replace);

  if (me.status === 'failed') {
    return (
      <PageLayout title={t('shared.title')} icon={pageIcon}>
        <ResponseErrorPanel title={t('shared.failedTitle')} error={me.error} />
        <Button onClick={me.reload}>{t('shared.retry')}</Button>
      </PageLayout>
    );
  }
  if (!me.value) {
    return (
      <PageLayout title={t('shared.title')} icon={pageIcon}>
        <Progress />
      </PageLayout>
    );
  }

  const reader = me.value;
  const open = props.rooms.filter(room => room.isOpenTo(reader));
  if (open.length === 0) {
    return (
      <PageLayout title={t('shared.title')} icon={pageIcon}>
        <NoPermission reader={reader} before={before} />
      </PageLayout>
    );
  }
  return (
    <MeContext.Provider value={reader}>
      <OpenRooms
        rooms={props.rooms}
        open={open.map(room => `/${room.path}`).join(' ')}
        root={root}
      />
    </MeContext.Provider>
  );
}

function NotForReader() {
  const t = useWords();
  return (
    <Notice icon={<LockIcon />} title={t('shared.notAdminTitle')} role="status">
      {t('shared.notAdminText')}
    </Notice>
  );
}
