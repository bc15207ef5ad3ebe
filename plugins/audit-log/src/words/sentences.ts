/**
 * What people did, in plain words. `label` names the kind of operation whatever
 * its outcome, `done`
 * and `failed` tell it as a sentence. `<plugin>/<event id>/<action>` chooses
 * the kind; where no action fits, `<plugin>/<event id>` does.
 */
export const sentences = {
  locationRegister: {
    label: 'Register location',
    done: '{{actor}} registered location {{target}}',
    failed: '{{actor}} could not register location {{target}}',
  },
  locationUpdate: {
    label: 'Change location',
    done: '{{actor}} changed location {{target}}',
    failed: '{{actor}} could not change location {{target}}',
  },
  locationUnregister: {
    label: 'Unregister location',
    done: '{{actor}} unregistered location {{target}}',
    failed: '{{actor}} could not unregister location {{target}}',
  },
  locationRead: {
    label: 'Read location',
    done: '{{actor}} read location {{target}}',
    failed: '{{actor}} could not read location {{target}}',
  },
  locationAnalyze: {
    label: 'Analyze location',
    done: '{{actor}} analyzed location {{target}}',
    failed: '{{actor}} could not analyze location {{target}}',
  },
  entityRead: {
    label: 'Read entity',
    done: '{{actor}} read {{target}}',
    failed: '{{actor}} could not read {{target}}',
  },
  entityList: {
    label: 'List entities',
    done: '{{actor}} listed entities of the catalog',
    failed: '{{actor}} could not list entities of the catalog',
  },
  entityFacets: {
    label: 'Read facets',
    done: '{{actor}} read the facets of the catalog',
    failed: '{{actor}} could not read the facets of the catalog',
  },
  entityValidate: {
    label: 'Validate entity',
    done: '{{actor}} validated {{target}}',
    failed: '{{actor}} validated {{target}}, which is not valid',
  },
  entityRefresh: {
    label: 'Refresh entity',
    done: '{{actor}} refreshed {{target}}',
    failed: '{{actor}} could not refresh {{target}}',
  },
  entityDelete: {
    label: 'Delete entity',
    done: '{{actor}} deleted {{target}} from the catalog',
    failed: '{{actor}} could not delete {{target}} from the catalog',
  },
  templateRead: {
    label: 'Open template',
    done: '{{actor}} opened template {{target}}',
    failed: '{{actor}} could not open template {{target}}',
  },
  actionList: {
    label: 'List template actions',
    done: '{{actor}} listed the actions that templates can use',
    failed: '{{actor}} could not list the actions that templates can use',
  },
  taskCreate: {
    label: 'Start template',
    done: '{{actor}} started template run {{target}}',
    failed: '{{actor}} could not start template run {{target}}',
  },
  taskExecution: {
    label: 'Run template',
    done: 'Template run {{target}}, started by {{actor}}, finished',
    failed: 'Template run {{target}}, started by {{actor}}, failed',
  },
  taskCancel: {
    label: 'Cancel template run',
    done: '{{actor}} cancelled template run {{target}}',
    failed: '{{actor}} could not cancel template run {{target}}',
  },
  taskRetry: {
    label: 'Retry template run',
    done: '{{actor}} retried template run {{target}}',
    failed: '{{actor}} could not retry template run {{target}}',
  },
  taskRead: {
    label: 'Watch template run',
    done: '{{actor}} watched template run {{target}}',
    failed: '{{actor}} could not watch template run {{target}}',
  },
  taskList: {
    label: 'List template runs',
    done: '{{actor}} listed template runs',
    failed: '{{actor}} could not list template runs',
  },
  taskDryRun: {
    label: 'Try out template',
    done: '{{actor}} tried out template {{target}}',
    failed: '{{actor}} tried out template {{target}}, and it failed',
  },
  toolExecution: {
    label: 'Call tool',
    done: '{{actor}} called tool {{target}}',
    failed: '{{actor}} could not call tool {{target}}',
  },
  toolDiscovery: {
    label: 'List tools',
    done: '{{actor}} listed the tools for AI assistants',
    failed: '{{actor}} could not list the tools for AI assistants',
  },
  permissionEvaluation: {
    label: 'Check permission',
    done: 'Permission {{target}} was checked for {{actor}}',
    failed: 'Permission {{target}} could not be checked for {{actor}}',
  },
  roleWrite: {
    label: 'Change role',
    done: '{{actor}} changed role {{target}}',
    failed: '{{actor}} could not change role {{target}}',
  },
  policyWrite: {
    label: 'Change permission policy',
    done: '{{actor}} changed permission policy {{target}}',
    failed: '{{actor}} could not change permission policy {{target}}',
  },
  signIn: {
    label: 'Sign in',
    done: '{{actor}} signed in',
    failed: '{{actor}} could not sign in',
  },
  signOut: {
    label: 'Sign out',
    done: '{{actor}} signed out',
    failed: '{{actor}} could not sign out',
  },
  sessionResume: {
    label: 'Resume session',
    done: '{{actor}} came back to an open session',
    failed: '{{actor}} could not come back to a session',
  },
  logRead: {
    label: 'Read audit log',
    done: '{{actor}} read the audit log',
    failed: '{{actor}} could not read the audit log',
  },
  logDownload: {
    label: 'Download audit log',
    done: '{{actor}} downloaded events of the audit log',
    failed: '{{actor}} could not download events of the audit log',
  },
  settingsRead: {
    label: 'Read audit settings',
    done: '{{actor}} read the audit settings',
    failed: '{{actor}} could not read the audit settings',
  },
  quarantineRetry: {
    label: 'Try refused events again',
    done: '{{actor}} had refused events tried again',
    failed: '{{actor}} could not have refused events tried again',
  },
  settingsUpdate: {
    label: 'Change audit settings',
    done: '{{actor}} changed the audit settings',
    failed: '{{actor}} could not change the audit settings',
  },
  loggingEnable: {
    label: 'Enable audit logging',
    done: '{{actor}} enabled audit logging',
    failed: '{{actor}} could not enable audit logging',
  },
  loggingDisable: {
    label: 'Disable audit logging',
    done: '{{actor}} disabled audit logging',
    failed: '{{actor}} could not disable audit logging',
  },
  other: {
    label: '{{event}}',
    done: '{{actor}}: {{event}} in {{plugin}}, on {{target}}',
    failed: '{{actor}}: {{event}} in {{plugin}} failed, on {{target}}',
  },
  otherWithoutTarget: {
    label: '{{event}}',
    done: '{{actor}}: {{event}} in {{plugin}}',
    failed: '{{actor}}: {{event}} in {{plugin}} failed',
  },
  onBehalfOf: '{{actor}}, on behalf of {{person}}',
  via: '{{actor}}, through {{service}}',
  unknownTarget: 'something unnamed',
} as const;

/** Every kind of sentence with words of its own. */
export type SentenceKind = Exclude<
  keyof typeof sentences,
  'other' | 'otherWithoutTarget' | 'onBehalfOf' | 'via' | 'unknownTarget'
>;

/** Which kind of sentence tells an event. */
export const sentenceKinds: Record<string, SentenceKind> = {
  'catalog/location-mutate/create': 'locationRegister',
  'catalog/location-mutate/update': 'locationUpdate',
  'catalog/location-mutate/delete': 'locationUnregister',
  'catalog/location-fetch': 'locationRead',
  'catalog/location-analyze': 'locationAnalyze',
  'catalog/entity-fetch/all': 'entityList',
  'catalog/entity-fetch/by-query': 'entityList',
  'catalog/entity-fetch/by-refs': 'entityList',
  'catalog/entity-fetch': 'entityRead',
  'catalog/entity-facets': 'entityFacets',
  'catalog/entity-validate': 'entityValidate',
  'catalog/entity-mutate/refresh': 'entityRefresh',
  'catalog/entity-mutate/delete': 'entityDelete',
  'scaffolder/template-parameter-schema': 'templateRead',
  'scaffolder/action-fetch': 'actionList',
  'scaffolder/task/create': 'taskCreate',
  'scaffolder/task/execution': 'taskExecution',
  'scaffolder/task/cancel': 'taskCancel',
  'scaffolder/task/retry': 'taskRetry',
  'scaffolder/task/get': 'taskRead',
  'scaffolder/task/stream': 'taskRead',
  'scaffolder/task/events': 'taskRead',
  'scaffolder/task/list': 'taskList',
  'scaffolder/task/dry-run': 'taskDryRun',
  'mcp-actions/tool-execution': 'toolExecution',
  'mcp-actions/tool-discovery': 'toolDiscovery',
  'permission/permission-evaluation': 'permissionEvaluation',
  'permission/role-write': 'roleWrite',
  'permission/policy-write': 'policyWrite',
  'auth/sign-in': 'signIn',
  'auth/sign-out': 'signOut',
  'auth/session-resume': 'sessionResume',
  'audit-log/event-read': 'logRead',
  'audit-log/event-download': 'logDownload',
  'audit-log/settings-read': 'settingsRead',
  'audit-log/status-read': 'settingsRead',
  'audit-log/quarantine-retry': 'quarantineRetry',
  'audit-log/settings-update': 'settingsUpdate',
  'audit-log/logging-enable': 'loggingEnable',
  'audit-log/logging-disable': 'loggingDisable',
};
