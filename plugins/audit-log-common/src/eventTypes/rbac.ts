import { eventTypesOf } from './types';

const medium = ['medium'] as const;
const rbacMeta = {
  source: 'rest, csv-file, configuration or a provider',
  response: 'Status of the answer',
};
const roleMeta = {
  ...rbacMeta,
  roleEntityRef: 'The role',
  entityRef: 'The role that was asked for',
  description: 'What it is for',
  author: 'Who made it',
  modifiedBy: 'Who changed it last',
  owner: 'Who may manage it',
  createdAt: 'When it was made',
  lastModified: 'When it was changed last',
  members: 'Who has it',
  addedPolicies: 'Members that a file gives it, each with the role',
  updatedPolicies: 'The same for roles that were there',
};
const policyMeta = {
  ...rbacMeta,
  entityRef: 'The role that was asked for',
  policies: 'Each with role, permission, action and effect',
  policy: 'The same for a single one',
  query: 'What was searched for',
};
const conditionMeta = {
  ...rbacMeta,
  condition: 'The condition, with its role',
  id: 'The condition',
  query: 'What was searched for',
};
const pluginMeta = { ...rbacMeta, ids: 'The plugins' };
const writes = ['create', 'update', 'delete', 'create_or_update'];
const reads = ['all', 'by-role', 'by-query', 'by-id'];

/** The plugin for role-based access control, and decisions about permissions. */
export const rbacEventTypes = eventTypesOf({
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
      {
        eventId: 'role-write',
        summary: 'changed a role',
        actions: writes,
        meta: roleMeta,
      },
      {
        eventId: 'role-read',
        summary: 'read roles',
        actions: reads,
        meta: roleMeta,
      },
      {
        eventId: 'policy-write',
        summary: 'changed what a role may do',
        actions: writes,
        meta: policyMeta,
      },
      {
        eventId: 'policy-read',
        summary: 'read what roles may do',
        actions: reads,
        meta: policyMeta,
      },
      {
        eventId: 'condition-write',
        summary: 'changed a condition',
        actions: [...writes, 'reconcile_abort'],
        meta: conditionMeta,
      },
      {
        eventId: 'condition-read',
        summary: 'read conditions',
        actions: reads,
        meta: conditionMeta,
      },
      {
        eventId: 'conditional-policies-file-change',
        summary: 'changed the file of conditions',
        actions: ['change', 'reconcile_abort'],
      },
      {
        eventId: 'conditional-policies-file-not-found',
        summary: 'missed the file of conditions',
        actions: ['read'],
      },
      {
        eventId: 'permissions-read',
        summary: 'read permissions in order to decide',
        actions: ['read'],
      },
      {
        eventId: 'plugin-policies-read',
        summary: 'read permissions',
        actions: ['list'],
      },
      {
        eventId: 'condition-rules-read',
        summary: 'read rules',
        actions: ['list'],
      },
      {
        eventId: 'plugin-ids-read',
        summary: 'read plugins with permissions',
        actions: ['list'],
        meta: pluginMeta,
      },
      {
        eventId: 'plugin-ids-write',
        summary: 'changed plugins with permissions',
        actions: writes,
        meta: pluginMeta,
      },
    ].map(type => ({
      meta: rbacMeta,
      ...type,
      severities: medium,
      target: 'the role, where one was named, else the permissions',
    })),
  ],
});
