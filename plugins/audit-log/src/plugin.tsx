import {
  ApiBlueprint,
  AppRootElementBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { RiFileShieldLine } from '@remixicon/react';
import {
  AuditLogClient,
  ExportsClient,
  ReadTurns,
  Visits,
} from 'backstage-plugin-audit-log-common';
import { ENTITY_PATH, HideFromStrangers } from './access';
import { rooms } from './rooms';
import {
  auditLogApiRef,
  exportsApiRef,
  exportsRouteRef,
  integrationsApiRef,
  newId,
  rootRouteRef,
  settingsRouteRef,
} from './shared';

// Screens read through several clients, and are visited once by one person.
const shared = { visits: new Visits({ newId }), turns: new ReadTurns() };

const auditLogApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: auditLogApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new AuditLogClient({ ...options, ...shared }),
    }),
});

const exportsApi = ApiBlueprint.make({
  name: 'exports',
  params: defineParams =>
    defineParams({
      api: exportsApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new ExportsClient({ ...options, ...shared }),
    }),
});

const integrationsApi = ApiBlueprint.make({
  name: 'integrations',
  params: defineParams =>
    defineParams({
      api: integrationsApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new ExportsClient({ ...options, ...shared }),
    }),
});

const mayOpen = { permissions: { $contains: 'audit-log.access#read' } };

/**
 * The page and its entry in the navigation. The permission is asked for as a
 * basic one; where the portal decides by the audit log's own Admins and
 * grants, the page itself says who may see what.
 */
const auditLogPage = PageBlueprint.make({
  if: mayOpen,
  params: {
    path: '/audit-log',
    routeRef: rootRouteRef,
    title: 'Audit log',
    icon: <RiFileShieldLine fontSize="inherit" />,
    noHeader: true,
    loader: () =>
      import('./page').then(({ AuditLogPage }) => (
        <AuditLogPage rooms={rooms} />
      )),
  },
});

const entityAuditLog = EntityContentBlueprint.make({
  if: mayOpen,
  params: {
    path: ENTITY_PATH,
    title: 'Audit log',
    icon: <RiFileShieldLine fontSize="inherit" />,
    loader: () =>
      import('./catalog').then(({ EntityAuditLog }) => <EntityAuditLog />),
  },
});

const activityCard = EntityCardBlueprint.make({
  if: mayOpen,
  name: 'activity',
  params: {
    filter: { kind: { $in: ['user', 'group'] } },
    loader: () =>
      import('./catalog').then(({ ActivityCard }) => <ActivityCard />),
  },
});

const homeActivity = HomePageWidgetBlueprint.make({
  name: 'activity',
  if: mayOpen,
  params: {
    name: 'AuditLogActivity',
    title: 'Recent changes in the portal',
    description: 'The last changes that you may see in the audit log',
    components: () =>
      import('./home').then(({ HomeActivity, OnlyForReaders }) => ({
        Content: HomeActivity,
        ContextProvider: OnlyForReaders,
      })),
  },
});

const hideFromStrangers = AppRootElementBlueprint.make({
  name: 'access',
  if: mayOpen,
  params: {
    element: (
      <HideFromStrangers
        isOpenTo={me => rooms.some(room => room.isOpenTo(me))}
      />
    ),
  },
});

/**
 * The audit log's frontend plugin: explorer, audit settings, and the audit log
 * of an entity on its page.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'audit-log',
  title: 'Audit log',
  icon: <RiFileShieldLine fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    settings: settingsRouteRef,
    exports: exportsRouteRef,
  },
  extensions: [
    auditLogApi,
    exportsApi,
    integrationsApi,
    auditLogPage,
    entityAuditLog,
    activityCard,
    homeActivity,
    hideFromStrangers,
  ],
});
