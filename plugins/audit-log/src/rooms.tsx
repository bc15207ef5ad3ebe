import { lazy } from 'react';
import type { Room } from './page';
import { useMe } from './shared';

/** The pages under the audit log's tabs, each loaded when it is opened. */
export const rooms: Room[] = [
  {
    path: '',
    title: t => t('shared.explorer'),
    isOpenTo: me => me.mayRead,
    Content: lazy(() =>
      import('./explorer').then(room => ({ default: room.ExplorerPage })),
    ),
  },
  {
    path: 'exports',
    title: t => t('shared.exports'),
    isOpenTo: me => me.mayManageExports,
    Content: lazy(() =>
      import('./schedules').then(room => ({ default: room.SchedulesPage })),
    ),
  },
  {
    path: 'settings',
    title: t => t('shared.settings'),
    isOpenTo: me => me.mayUpdateSettings || me.mayManageStorage,
    Content: lazy(async () => {
      const [{ SettingsLayout, SettingsPage }, { IntegrationsCard }] =
        await Promise.all([import('./settings'), import('./integrations')]);
      return {
        default: function AuditSettings() {
          // Storage alone can be somebody's business, where a policy says so.
          const Page = useMe().mayUpdateSettings
            ? SettingsPage
            : SettingsLayout;
          return (
            <Page>
              <IntegrationsCard />
            </Page>
          );
        },
      };
    }),
  },
];
