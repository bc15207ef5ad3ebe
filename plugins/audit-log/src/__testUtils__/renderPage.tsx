import { ReactElement } from 'react';
import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import {
  TestAppOptions,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { rootRouteRef } from '../shared';

/**
 * Shows what stands under the audit log's path, with the router around it that
 * a page of a portal has.
 */
export function renderPage(
  page: ReactElement,
  options: { path: string; apis: TestAppOptions['apis'] },
): void {
  renderInTestApp(<ReactRouterV6PageRouter>{page}</ReactRouterV6PageRouter>, {
    mountedRoutes: { '/audit-log': rootRouteRef },
    mountPath: '/audit-log/*',
    initialRouteEntries: [options.path],
    apis: options.apis,
  });
}
