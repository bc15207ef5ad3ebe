import { bulkImportEventTypes } from './bulkImport';
import { orchestratorEventTypes } from './orchestrator';
import { rbacEventTypes } from './rbac';
import { eventTypesOf } from './types';

const medium = ['medium'] as const;

const announcements = eventTypesOf({
  plugin: 'announcements',
  category: 'NOTIFICATIONS',
  types: [
    {
      eventId: 'announcements-fetch',
      summary: 'read announcements, their categories or tags',
      actions: ['all', 'by-category', 'by-id'],
      target: 'the announcement, where one was named, else announcements',
      meta: {
        uid: 'The announcement',
        category: 'The category that was asked for',
        tags: 'The tags that were asked for',
      },
    },
    {
      eventId: 'announcements-mutate',
      severities: medium,
      summary: 'changed announcements, their categories or tags',
      actions: ['create', 'update', 'delete'],
      target:
        'the announcement, category or tag, else announcements: of new ones the plugin does not tell a name',
      meta: {
        uid: 'The announcement',
        withNotification: 'Whether people are notified of it',
      },
    },
  ],
});

const adoptionInsights = eventTypesOf({
  plugin: 'adoption-insights',
  category: 'OTHER',
  types: [
    {
      eventId: 'capture-event',
      summary: 'used the portal, as the browser tells it',
      actions: ['create'],
      meta: { eventId: 'What was told, the first of several' },
    },
    {
      eventId: 'get-insights',
      summary: 'read how the portal is used',
      actions: [
        'total_users',
        'active_users',
        'top_searches',
        'top_plugins',
        'top_techdocs',
        'top_templates',
        'top_catalog_entities',
      ],
      meta: {
        format: 'json or csv',
        resultsCount: 'How many rows were found',
      },
    },
  ],
});

/** Plugins of the community that emit events. */
export const communityPluginEventTypes = [
  ...rbacEventTypes,
  ...announcements,
  ...bulkImportEventTypes,
  ...orchestratorEventTypes,
  ...adoptionInsights,
];
