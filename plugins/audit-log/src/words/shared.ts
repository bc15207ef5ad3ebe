/** Words that more than one room uses. */
export const sharedWords = {
  title: 'Audit log',
  explorer: 'Explorer',
  exports: 'Exports',
  settings: 'Settings',
  retry: 'Retry',
  reload: 'Load it again',
  nothingSaved: 'Nothing of yours was saved.',
  takeTheirs: 'Take what is saved now',
  keepMine: 'Keep mine and save over it',
  name: 'Name',
  save: 'Save',
  close: 'Close',
  cancel: 'Cancel',
  copied: 'Copied to the clipboard',
  notCopied: 'The browser doesn’t let this page copy.',
  system: 'the system',
  anonymous: 'Anonymous',
  erased: 'Erased',
  noPermissionTitle: 'You don’t have access to the audit log',
  noPermissionText:
    'It is open to Admins and to people an Admin gave read access to. You are signed in as {{principal}}.',
  noPermissionNobody: 'nobody',
  accessEndedTitle: 'Your access to the audit log has ended',
  accessEndedAt: 'It was open to you until {{time}}.',
  accessEnded: 'It is no longer open to you.',
  askForGrant: 'Ask one of its Admins if you need it: {{admins}}.',
  noPermissionHelp:
    'Ask an Admin for a grant. Where nobody is an Admin yet, ask the team that runs this portal: it names them in auditLog.admins, or lets its permission policy decide.',
  notAdminTitle: 'Audit settings are for Admins',
  notAdminText:
    'You can read the audit log, but only an Admin can see and change how it works.',
  failedTitle: 'The audit log didn’t answer',
  reading: {
    some: 'You see a part of the log: {{which}}.',
    allForNow: 'You may read: {{which}}.',
    everything: 'every event',
    events: 'events {{which}}',
    category: 'of the category {{names}}',
    categories: 'of the categories {{names}}',
    plugin: 'of the plugin {{names}}',
    plugins: 'of the plugins {{names}}',
    ownEvents: 'that you caused yourself',
    ownedEntities: 'about entities that you own',
    until: 'until {{date}}',
    policy: 'what the permission policy of this portal lets you read',
  },
} as const;

/** Names of the values that events carry. */
export const valueWords = {
  outcome: {
    succeeded: 'Succeeded',
    failed: 'Failed',
    unknown: 'Unknown',
    pending: 'Pending',
  },
  outcomeHelp: {
    succeeded: 'The operation ended well.',
    failed: 'The operation ended with an error.',
    unknown: 'The operation began and was never reported as ended.',
    pending: 'The operation was still running when it was recorded.',
  },
  severity: {
    low: 'Low',
    medium: 'Medium',
    high: 'High',
    critical: 'Critical',
  },
  actorType: {
    user: 'User',
    service: 'Service',
    anonymous: 'Anonymous',
  },
} as const;
