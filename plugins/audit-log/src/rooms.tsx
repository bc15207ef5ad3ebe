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
    isOpenTo: me =>
      me.mayUpdateSettings || me.mayManageStorage || me.mayManageGrants,
    Content: lazy(async () => {
      const [
        { SettingsLayout, SettingsPage },
        { GrantsCard },
        { IntegrationsCard },
        { LegalHoldsCard },
        { RetentionCard },
      ] = await Promise.all([
        import('./settings'),
        import('./grants'),
        import('./integrations'),
        import('./legalHolds'),
        import('./retention'),
      ]);
      return {
        default: function AuditSettings() {
          // Storage or grants alone can be somebody's business, where a policy
          // says so.
          return useMe().mayUpdateSettings ? (
            <SettingsPage kept={<LegalHoldsCard />}>
              <IntegrationsCard />
              <GrantsCard />
              <RetentionCard />
              <LegalHoldsCard />
            </SettingsPage>
          ) : (
            <SettingsLayout>
              <IntegrationsCard />
              <GrantsCard />
            </SettingsLayout>
          );
        },
      };
    }),
  },
];
