/** What people do with the audit log itself, and what it does by itself. */
export const auditLogSentences = {
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
  eventsAppend: {
    label: 'Deliver events',
    done: '{{actor}} delivered events of another backend',
    failed: '{{actor}} could not deliver events of another backend',
  },
  settingsRead: {
    label: 'Read audit settings',
    done: '{{actor}} read the audit settings',
    failed: '{{actor}} could not read the audit settings',
  },
  settingsUpdate: {
    label: 'Change audit settings',
    done: '{{actor}} changed the audit settings',
    failed: '{{actor}} could not change the audit settings',
  },
  statusRead: {
    label: 'Read audit log status',
    done: '{{actor}} looked how recording is doing',
    failed: '{{actor}} could not look how recording is doing',
  },
  quarantineRetry: {
    label: 'Try refused events again',
    done: '{{actor}} had refused events tried again',
    failed: '{{actor}} could not have refused events tried again',
  },
  quarantineDiscard: {
    label: 'Discard refused events',
    done: '{{actor}} discarded events that the log refused',
    failed: '{{actor}} could not discard events that the log refused',
  },
  integrityRead: {
    label: 'Read proofs',
    done: '{{actor}} read checkpoints or proofs of the audit log',
    failed: '{{actor}} could not read checkpoints or proofs of the audit log',
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
  loggingStart: {
    label: 'Start recording',
    done: 'Recording began',
    failed: 'Recording could not begin',
  },
  loggingStop: {
    label: 'Stop recording',
    done: 'Recording ended',
    failed: 'Recording could not end',
  },
  holdCreate: {
    label: 'Create legal hold',
    done: '{{actor}} created legal hold {{target}}',
    failed: '{{actor}} could not create legal hold {{target}}',
  },
  holdRelease: {
    label: 'Lift legal hold',
    done: '{{actor}} lifted legal hold {{target}}',
    failed: '{{actor}} could not lift legal hold {{target}}',
  },
  loggingPurge: {
    label: 'Purge events',
    done: 'Events were purged, because audit logging stayed disabled',
    failed:
      'Events could not be purged, although audit logging stayed disabled',
  },
  retentionRun: {
    label: 'Remove old events',
    done: 'Events that were kept long enough were removed',
    failed: 'Events that were kept long enough could not be removed',
  },
  grantRead: {
    label: 'Read grants',
    done: '{{actor}} read who may read the audit log',
    failed: '{{actor}} could not read who may read the audit log',
  },
  grantCreate: {
    label: 'Grant access',
    done: '{{actor}} let {{target}} read the audit log',
    failed: '{{actor}} could not let {{target}} read the audit log',
  },
  grantUpdate: {
    label: 'Change grant',
    done: '{{actor}} changed what {{target}} may read in the audit log',
    failed:
      '{{actor}} could not change what {{target}} may read in the audit log',
  },
  grantRevoke: {
    label: 'Revoke grant',
    done: '{{actor}} took from {{target}} the right to read the audit log',
    failed:
      '{{actor}} could not take from {{target}} the right to read the audit log',
  },
  viewRead: {
    label: 'Read views',
    done: '{{actor}} read the saved views',
    failed: '{{actor}} could not read the saved views',
  },
  viewCreate: {
    label: 'Save view',
    done: '{{actor}} saved view {{target}}',
    failed: '{{actor}} could not save view {{target}}',
  },
  viewUpdate: {
    label: 'Change view',
    done: '{{actor}} changed view {{target}}',
    failed: '{{actor}} could not change view {{target}}',
  },
  viewDelete: {
    label: 'Delete view',
    done: '{{actor}} deleted view {{target}}',
    failed: '{{actor}} could not delete view {{target}}',
  },
  integrationRead: {
    label: 'Read storage integrations',
    done: '{{actor}} read the storage integrations',
    failed: '{{actor}} could not read the storage integrations',
  },
  integrationCreate: {
    label: 'Create storage integration',
    done: '{{actor}} created storage integration {{target}}',
    failed: '{{actor}} could not create storage integration {{target}}',
  },
  integrationUpdate: {
    label: 'Change storage integration',
    done: '{{actor}} changed storage integration {{target}}',
    failed: '{{actor}} could not change storage integration {{target}}',
  },
  integrationDelete: {
    label: 'Delete storage integration',
    done: '{{actor}} deleted storage integration {{target}}',
    failed: '{{actor}} could not delete storage integration {{target}}',
  },
  integrationTest: {
    label: 'Test storage integration',
    done: '{{actor}} tested storage integration {{target}}',
    failed: '{{actor}} tested storage integration {{target}}, and it failed',
  },
  scheduleRead: {
    label: 'Read export schedules',
    done: '{{actor}} read the export schedules',
    failed: '{{actor}} could not read the export schedules',
  },
  scheduleCreate: {
    label: 'Create export schedule',
    done: '{{actor}} created export schedule {{target}}',
    failed: '{{actor}} could not create export schedule {{target}}',
  },
  scheduleUpdate: {
    label: 'Change export schedule',
    done: '{{actor}} changed export schedule {{target}}',
    failed: '{{actor}} could not change export schedule {{target}}',
  },
  scheduleDelete: {
    label: 'Delete export schedule',
    done: '{{actor}} deleted export schedule {{target}}',
    failed: '{{actor}} could not delete export schedule {{target}}',
  },
  scheduleSendNow: {
    label: 'Send export now',
    done: '{{actor}} had export schedule {{target}} run at once',
    failed: '{{actor}} could not have export schedule {{target}} run at once',
  },
  schedulePause: {
    label: 'Pause export schedule',
    done: '{{actor}} paused export schedule {{target}}',
    failed: '{{actor}} could not pause export schedule {{target}}',
  },
  scheduleResume: {
    label: 'Resume export schedule',
    done: '{{actor}} resumed export schedule {{target}}',
    failed: '{{actor}} could not resume export schedule {{target}}',
  },
  scheduleBulk: {
    label: 'Change several export schedules',
    done: '{{actor}} changed several export schedules',
    failed: '{{actor}} could not change several export schedules',
  },
  exportRun: {
    label: 'Run export',
    done: 'Export schedule {{target}} wrote its events to the storage',
    failed:
      'Export schedule {{target}} could not write its events to the storage',
  },
  exportRunRetry: {
    label: 'Retry export',
    done: '{{actor}} had failed export {{target}} tried again',
    failed: '{{actor}} could not have failed export {{target}} tried again',
  },
  exportRunCancel: {
    label: 'Cancel export',
    done: '{{actor}} cancelled export {{target}}',
    failed: '{{actor}} could not cancel export {{target}}',
  },
} as const;

export const auditLogKinds = {
  'audit-log/event-read': 'logRead',
  'audit-log/event-download': 'logDownload',
  'audit-log/events-append': 'eventsAppend',
  'audit-log/settings-read': 'settingsRead',
  'audit-log/settings-update': 'settingsUpdate',
  'audit-log/logging-enable': 'loggingEnable',
  'audit-log/logging-disable': 'loggingDisable',
  'audit-log/logging-start': 'loggingStart',
  'audit-log/logging-stop': 'loggingStop',
  'audit-log/logging-purge': 'loggingPurge',
  'audit-log/legal-hold-create': 'holdCreate',
  'audit-log/legal-hold-release': 'holdRelease',
  'audit-log/retention-run': 'retentionRun',
  'audit-log/status-read': 'statusRead',
  'audit-log/quarantine-retry': 'quarantineRetry',
  'audit-log/quarantine-discard': 'quarantineDiscard',
  'audit-log/integrity-read': 'integrityRead',
  'audit-log/grant-read': 'grantRead',
  'audit-log/grant-create': 'grantCreate',
  'audit-log/grant-update': 'grantUpdate',
  'audit-log/grant-revoke': 'grantRevoke',
  'audit-log/view-read': 'viewRead',
  'audit-log/view-create': 'viewCreate',
  'audit-log/view-update': 'viewUpdate',
  'audit-log/view-delete': 'viewDelete',
  'audit-log/storage-integration-read': 'integrationRead',
  'audit-log/storage-integration-create': 'integrationCreate',
  'audit-log/storage-integration-update': 'integrationUpdate',
  'audit-log/storage-integration-delete': 'integrationDelete',
  'audit-log/storage-integration-test': 'integrationTest',
  'audit-log/export-schedule-read': 'scheduleRead',
  'audit-log/export-schedule-create': 'scheduleCreate',
  'audit-log/export-schedule-update': 'scheduleUpdate',
  'audit-log/export-schedule-delete': 'scheduleDelete',
  'audit-log/export-schedule-send-now': 'scheduleSendNow',
  'audit-log/export-schedule-pause': 'schedulePause',
  'audit-log/export-schedule-resume': 'scheduleResume',
  'audit-log/export-schedule-bulk': 'scheduleBulk',
  'audit-log/export-run': 'exportRun',
  'audit-log/export-run-retry': 'exportRunRetry',
  'audit-log/export-run-cancel': 'exportRunCancel',
} as const satisfies Record<string, keyof typeof auditLogSentences>;
