import { eventTypesOf } from './types';

const medium = ['medium'] as const;
const rbacMeta = {
  source: 'rest, csv-file, configuration or a provider',
  response: 'Status of the answer',
};

/** Plugins of the community that emit events. */
export const communityPluginEventTypes = [
  ...eventTypesOf({
    plugin: 'permission',
    category: 'PERMISSIONS',
    types: [
      {
        eventId: 'permission-evaluation',
        severities: medium,
        summary: 'was granted or denied a permission',
        actions: ['ALLOW', 'DENY', 'CONDITIONAL'],
        target: 'the permission',
        meta: {
          userEntityRef: 'The person who asked',
          permissionName: 'The permission',
          action: 'create, read, update or delete',
          resourceType: 'What kind of thing it is about',
          result: 'ALLOW, DENY or CONDITIONAL',
        },
      },
      ...[
        { eventId: 'role-write', summary: 'changed a role' },
        { eventId: 'role-read', summary: 'read roles' },
        { eventId: 'policy-write', summary: 'changed what a role may do' },
        { eventId: 'policy-read', summary: 'read what roles may do' },
        { eventId: 'condition-write', summary: 'changed a condition' },
        { eventId: 'condition-read', summary: 'read conditions' },
        {
          eventId: 'conditional-policies-file-change',
          summary: 'changed the file of conditions',
        },
        {
          eventId: 'conditional-policies-file-not-found',
          summary: 'missed the file of conditions',
        },
        { eventId: 'plugin-policies-read', summary: 'read permissions' },
        { eventId: 'condition-rules-read', summary: 'read rules' },
        {
          eventId: 'plugin-ids-read',
          summary: 'read plugins with permissions',
        },
        {
          eventId: 'plugin-ids-write',
          summary: 'changed plugins with permissions',
        },
      ].map(type => ({
        ...type,
        severities: medium,
        actions: type.eventId.endsWith('write')
          ? ['create', 'update', 'delete', 'create_or_update']
          : [],
        target: 'the role, where one was named, else the permissions',
        meta: rbacMeta,
      })),
    ],
  }),
  ...eventTypesOf({
    plugin: 'announcements',
    category: 'NOTIFICATIONS',
    types: [
      {
        eventId: 'announcements-fetch',
        summary: 'read announcements',
        target: 'announcements',
      },
      {
        eventId: 'announcements-mutate',
        severities: medium,
        summary: 'changed announcements, their categories or tags',
        actions: ['create', 'update', 'delete'],
        target: 'the announcement, where one was named',
      },
    ],
  }),
  ...eventTypesOf({
    plugin: 'bulk-import',
    category: 'CATALOG',
    types: [
      ['ping', 'asked whether importing works'],
      ['scm-hosts-read', 'listed hosts of source code'],
      ['org-read', 'listed organisations'],
      ['repo-read', 'listed repositories'],
      ['import-read', 'listed imports'],
      ['import-write', 'imported repositories, or ended an import'],
      ['import-status-read', 'read how an import is doing'],
      ['unknown-endpoint', 'asked for something unknown'],
    ].map(([eventId, summary]) => ({
      eventId,
      summary,
      severities: medium,
      target: 'imports',
    })),
  }),
  ...eventTypesOf({
    plugin: 'orchestrator',
    category: 'TEMPLATES',
    types: [
      ['execute-workflow', 'started a workflow'],
      ['retrigger-instance', 'started a workflow run again'],
      ['abort-workflow', 'aborted a workflow run'],
      ['get-instances', 'listed workflow runs'],
      ['get-instance', 'read a workflow run'],
      ['get-logs-by-instance', 'read the log of a workflow run'],
      ['ping-workflow-service', 'asked whether a workflow works'],
    ].map(([eventId, summary]) => ({
      eventId,
      summary,
      target: 'the workflow or its run, where one was named',
    })),
  }),
];
