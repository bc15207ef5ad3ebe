/** What people do with templates, and what their runs do. */
export const templateSentences = {
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
  taskStaleCancel: {
    label: 'Cancel stuck template run',
    done: 'Template run {{target}} got stuck and was cancelled',
    failed: 'Template run {{target}} got stuck and could not be cancelled',
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
} as const;

export const templateKinds = {
  'scaffolder/template-parameter-schema': 'templateRead',
  'scaffolder/action-fetch': 'actionList',
  'scaffolder/task/create': 'taskCreate',
  'scaffolder/task/execution': 'taskExecution',
  'scaffolder/task/cancel': 'taskCancel',
  'scaffolder/task/stale-cancel': 'taskStaleCancel',
  'scaffolder/task/retry': 'taskRetry',
  'scaffolder/task/get': 'taskRead',
  'scaffolder/task/stream': 'taskRead',
  'scaffolder/task/events': 'taskRead',
  'scaffolder/task/list': 'taskList',
  'scaffolder/task/dry-run': 'taskDryRun',
} as const satisfies Record<string, keyof typeof templateSentences>;
