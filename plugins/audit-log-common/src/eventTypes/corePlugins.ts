import { eventTypesOf } from './types';

const query = { query: 'What was asked for' };

/** Plugins of Backstage itself. */
export const corePluginEventTypes = [
  ...eventTypesOf({
    plugin: 'auth',
    category: 'ACCESS',
    types: [
      {
        eventId: 'offline-sessions-revoke',
        severities: ['high'],
        summary: 'ended all offline sessions of a person',
        actions: ['offline-sessions-revoke'],
        target: 'the person',
        meta: {
          userEntityRef: 'The person',
          revokedCount: 'How many sessions there were',
        },
      },
    ],
  }),
  ...eventTypesOf({
    plugin: 'catalog',
    category: 'CATALOG',
    types: [
      {
        eventId: 'entity-fetch',
        summary: 'read entities',
        actions: [
          'all',
          'by-query',
          'by-uid',
          'by-name',
          'by-refs',
          'ancestry',
        ],
        target: 'the entity, where one was named',
        meta: {
          ...query,
          entityRef: 'The entity',
          uid: 'The entity, by its uid',
          entities: 'Refs of the entities that were read',
          entityRefs: 'Refs of the entities that were asked for',
          fields: 'Fields that were asked for',
          ancestry: 'The entities that it comes from',
          rootEntityRef: 'The root of the ancestry',
          totalItems: 'How many entities match',
          pageInfo: 'Cursors of the neighbouring pages',
        },
      },
      {
        eventId: 'entity-mutate',
        severities: ['medium'],
        summary: 'refreshed or removed an entity',
        actions: ['refresh', 'delete'],
        target:
          'the entity; by its uid where it was removed and could not be read',
        meta: { entityRef: 'The entity', uid: 'The entity, by its uid' },
      },
      {
        eventId: 'entity-facets',
        summary: 'counted values of entities',
        actions: ['facets'],
        target: 'the catalog',
      },
      {
        eventId: 'entity-validate',
        summary: 'had an entity validated',
        actions: ['validate'],
        target: 'the entity, where it has a name, else the catalog',
      },
      {
        eventId: 'location-fetch',
        summary: 'read locations',
        actions: ['all', 'by-query', 'by-id', 'by-entity'],
        target: 'the location, where one was named',
        meta: {
          id: 'The location, by its id',
          locationRef: 'The location, or the entity that it belongs to',
          output: 'What was found',
          ...query,
        },
      },
      {
        eventId: 'location-mutate',
        severities: ['low', 'medium'],
        summary: 'registered, changed or removed a location',
        actions: ['create', 'update', 'delete'],
        target: 'the location',
        meta: {
          location: 'Type and address of the location',
          id: 'The location, by its id',
          isDryRun: 'Whether it was only tried; its severity is low then',
        },
      },
      {
        eventId: 'location-analyze',
        summary: 'had an address analysed for registering it',
        actions: ['analyze'],
        target: 'the location',
        meta: {
          location: 'Type and address of the location',
          output: 'What was found there',
        },
      },
    ],
  }),
  ...eventTypesOf({
    plugin: 'catalog',
    category: 'CATALOG',
    madeBy: 'audit-log',
    types: [
      {
        eventId: 'entity-change',
        severities: ['medium'],
        summary: 'changed an entity of the catalog',
        actions: ['create', 'update', 'delete'],
        target: 'the entity',
        meta: {
          changes: 'Each changed field with its value before and after',
          moreChanges: 'How many more fields changed than the 50 told',
          location: 'Where the entity comes from',
        },
      },
    ],
  }),
  ...eventTypesOf({
    plugin: 'scaffolder',
    category: 'TEMPLATES',
    types: [
      {
        eventId: 'template-parameter-schema',
        summary: 'opened a template',
        actions: ['read'],
        target: 'the template',
        meta: { templateRef: 'The template' },
      },
      {
        eventId: 'action-fetch',
        summary: 'listed the actions of templates',
        actions: ['list'],
        target: 'the scaffolder',
      },
      {
        eventId: 'task',
        severities: ['low', 'medium'],
        summary: 'ran, watched or ended a template run',
        actions: [
          'create',
          'execution',
          'cancel',
          'retry',
          'stale-cancel',
          'list',
          'get',
          'stream',
          'events',
          'dry-run',
        ],
        target: 'the run, named by its template',
        meta: {
          taskId: 'The run',
          templateRef: 'The template',
          createdBy: 'The person who started it',
          parameters: 'What a template that is tried asks for',
          taskParameters: 'What was filled in, without what is secret',
        },
      },
    ],
  }),
  ...eventTypesOf({
    plugin: 'mcp-actions',
    category: 'AI',
    types: [
      {
        eventId: 'connection',
        summary: 'connected an AI assistant',
        actions: ['established', 'closed'],
        target: 'the server for AI assistants',
        meta: { transport: 'How it is connected' },
      },
      {
        eventId: 'tool-discovery',
        summary: 'listed what an AI assistant can do',
        actions: ['list'],
        target: 'the server for AI assistants',
        meta: { toolCount: 'How many tools there are' },
      },
      {
        eventId: 'tool-execution',
        severities: ['medium'],
        summary: 'had an AI assistant do something',
        actions: ['execute'],
        target: 'the tool',
        meta: { toolName: 'The tool' },
      },
    ],
  }),
  ...eventTypesOf({
    plugin: 'kubernetes',
    category: 'KUBERNETES',
    types: [
      {
        eventId: 'resource-fetch',
        summary: 'looked at Kubernetes resources',
        actions: ['services', 'workloads', 'custom'],
        target: 'the entity or service that they belong to',
        meta: { entityRef: 'The entity', serviceId: 'The service' },
      },
      {
        eventId: 'cluster-fetch',
        severities: ['low', 'medium'],
        summary: 'listed clusters or spoke to one through the proxy',
        actions: ['list', 'proxy'],
        target: 'the cluster, or all of them',
        meta: {
          clusterName: 'The cluster',
          method: 'Method of the request to the cluster',
          path: 'Its path, without the query',
        },
      },
    ],
  }),
];
