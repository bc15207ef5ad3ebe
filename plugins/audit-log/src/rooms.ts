import { lazy } from 'react';
import type { Room } from './page';

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
    isOpenTo: me => me.mayUpdateSettings,
    Content: lazy(() =>
      import('./settings').then(room => ({ default: room.SettingsPage })),
    ),
  },
];
