/** Decisions about permissions, and changes of who has them. */
export const permissionSentences = {
  permissionAllow: {
    label: 'Allow permission',
    done: '{{actor}} was granted permission {{target}}',
    failed: 'Permission {{target}} could not be checked for {{actor}}',
  },
  permissionDeny: {
    label: 'Deny permission',
    done: '{{actor}} was denied permission {{target}}',
    failed: 'Permission {{target}} could not be checked for {{actor}}',
  },
  permissionConditional: {
    label: 'Allow permission on conditions',
    done: '{{actor}} was granted permission {{target}} on conditions',
    failed: 'Permission {{target}} could not be checked for {{actor}}',
  },
  roleCreate: {
    label: 'Create role',
    done: '{{actor}} created role {{target}}',
    failed: '{{actor}} could not create role {{target}}',
  },
  roleChange: {
    label: 'Change role',
    done: '{{actor}} changed role {{target}}',
    failed: '{{actor}} could not change role {{target}}',
  },
  roleDelete: {
    label: 'Delete role',
    done: '{{actor}} deleted role {{target}}',
    failed: '{{actor}} could not delete role {{target}}',
  },
  roleRead: {
    label: 'Read roles',
    done: '{{actor}} read roles',
    failed: '{{actor}} could not read roles',
  },
  policyChange: {
    label: 'Change permission policy',
    done: '{{actor}} changed what {{target}} may do',
    failed: '{{actor}} could not change what {{target}} may do',
  },
  policyRead: {
    label: 'Read permission policies',
    done: '{{actor}} read what roles may do',
    failed: '{{actor}} could not read what roles may do',
  },
  conditionChange: {
    label: 'Change condition',
    done: '{{actor}} changed the conditions of {{target}}',
    failed: '{{actor}} could not change the conditions of {{target}}',
  },
  conditionRead: {
    label: 'Read conditions',
    done: '{{actor}} read the conditions of roles',
    failed: '{{actor}} could not read the conditions of roles',
  },
  conditionFileChange: {
    label: 'Change file of conditions',
    done: 'The file of conditions changed',
    failed: 'The file of conditions changed and could not be read',
  },
  conditionFileMissing: {
    label: 'Miss file of conditions',
    done: 'The file of conditions was not found',
    failed: 'The file of conditions was not found',
  },
  permissionList: {
    label: 'Read permissions',
    done: '{{actor}} read the permissions of the portal',
    failed: '{{actor}} could not read the permissions of the portal',
  },
  conditionRuleList: {
    label: 'Read condition rules',
    done: '{{actor}} read the rules that conditions are made of',
    failed: '{{actor}} could not read the rules that conditions are made of',
  },
  permissionPluginRead: {
    label: 'Read plugins with permissions',
    done: '{{actor}} read which plugins have permissions',
    failed: '{{actor}} could not read which plugins have permissions',
  },
  permissionPluginChange: {
    label: 'Change plugins with permissions',
    done: '{{actor}} changed which plugins have permissions',
    failed: '{{actor}} could not change which plugins have permissions',
  },
} as const;

export const permissionKinds = {
  'permission/permission-evaluation/ALLOW': 'permissionAllow',
  'permission/permission-evaluation/DENY': 'permissionDeny',
  'permission/permission-evaluation/CONDITIONAL': 'permissionConditional',
  'permission/role-write': 'roleChange',
  'permission/role-write/create': 'roleCreate',
  'permission/role-write/delete': 'roleDelete',
  'permission/role-read': 'roleRead',
  'permission/policy-write': 'policyChange',
  'permission/policy-read': 'policyRead',
  'permission/condition-write': 'conditionChange',
  'permission/condition-read': 'conditionRead',
  'permission/conditional-policies-file-change': 'conditionFileChange',
  'permission/conditional-policies-file-not-found': 'conditionFileMissing',
  'permission/permissions-read': 'permissionList',
  'permission/plugin-policies-read': 'permissionList',
  'permission/condition-rules-read': 'conditionRuleList',
  'permission/plugin-ids-read': 'permissionPluginRead',
  'permission/plugin-ids-write': 'permissionPluginChange',
} as const satisfies Record<string, keyof typeof permissionSentences>;
