import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The explorer. @public */
export const rootRouteRef = createRouteRef();

/** Audit settings. @public */
export const settingsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/settings',
});

/** Export schedules and their runs. @public */
export const exportsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/exports',
});
