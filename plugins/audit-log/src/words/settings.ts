/** Words of the settings room. */
export const settingsWords = {
  heading: 'Audit logging',
  intro:
    'Records who did what in this portal: every operation that a plugin audits, from the moment you enable it. Nothing from before is added.',
  loading: 'Loading audit settings',
  failed: 'Audit settings could not be loaded.',
  tag: {
    disabled: 'Disabled',
    enabling: 'Feature pending',
    enabled: 'Enabled',
    disabling: 'Disabling',
    unavailable: 'Unavailable',
  },
  enable: 'Enable',
  enabling:
    'Audit logging is being activated. You will get a notification when it is ready.',
  enableFailed: 'Audit logging could not be enabled.',
  browse: 'Browse audit log',
  disable: 'Disable',
  disabling: 'Audit logging is being deactivated.',
  unavailableText:
    'This portal can’t keep an audit log. Ask the team that operates it.',
  neverEnabled: 'Audit logging has never been enabled in this portal.',
  changed: {
    enabling: '{{actor}} asked to enable it',
    enabled: 'Enabled by {{actor}}',
    disabling: '{{actor}} asked to disable it',
    disabled: 'Disabled by {{actor}}',
  },
  reason: 'Reason: {{reason}}',
  retention_one: 'Events are kept for {{count}} day.',
  retention_other: 'Events are kept for {{count}} days.',
  keptUntil_one:
    'Recorded events are kept until {{date}} ({{count}} day left).',
  keptUntil_other:
    'Recorded events are kept until {{date}} ({{count}} days left).',
  recover:
    'Enable audit logging before then to get them back. Storage integrations and export schedules must be set up again.',
  purged: 'No events are kept.',
  overdue:
    'Events were kept until {{date}} and are purged, but for those on legal hold.',
  fromConfig: 'Switched by {{key}} in the configuration, and changed there.',
  sections: 'Sections of the audit settings',
  again: {
    heading: 'Disabling put these out of service. Set them up again.',
    storageIntegrations: 'Storage integrations: {{names}}',
    exportSchedules: 'Export schedules: {{names}}',
  },
  dialog: {
    title: 'Disable audit logging?',
    text_one:
      'From then on nothing is recorded. Recorded events stay for {{count}} day and come back if you enable audit logging in time.',
    text_other:
      'From then on nothing is recorded. Recorded events stay for {{count}} days and come back if you enable audit logging in time.',
    consequence:
      'Export schedules pause and storage integrations are retired. They must be set up again.',
    viewExports: 'View exports',
    viewElements: 'View elements',
    reason: 'Reason',
    reasonHelp: 'Kept with your name and the time.',
    confirm: 'Disable audit logging',
    failed: 'Audit logging could not be disabled.',
    dependentsLoading: 'Looking up what hangs on the audit log',
    dependentsFailed: 'What hangs on the audit log could not be looked up.',
    noExports: 'No export schedule reads the audit log.',
    noElements: 'No view or grant hangs on the audit log.',
    integrations: 'Storage integrations',
    schedules: 'Export schedules',
    views: 'Views',
    grants: 'Grants',
    owner: 'Owner: {{owner}}',
  },
  health: {
    heading: 'Recording',
    ok: 'Healthy',
    impaired: 'Impaired',
    failed: 'The health of recording could not be read.',
    auditorInactive:
      'Another override of the auditor service has taken the place of this plugin, so operations of this backend are not recorded.',
    completeTo: 'Complete to',
    appended: 'Events appended',
    queued: 'Waiting to be appended',
    dropped: 'Dropped',
    openOperations: 'Operations still running',
    quarantined: 'Refused by the log',
    notDurable: 'Neither journalled nor committed',
    lag: 'Time until readable',
    lagOf: '{{usual}}, at most {{worst}}',
    journal: 'Journal',
    journalOf: '{{used}} of {{max}}',
    journalUnusable: "Can't be written to",
    noJournal: 'None',
    instance: 'This answer is from',
    replicas: 'Processes that record',
    addresses: 'Addresses of people',
    forwarded:
      'As the proxy forwards them, since backend.trustProxy is set in the configuration.',
    direct:
      'Those that connect to the backend. Where a proxy is in between, that is the proxy: set backend.trustProxy in the configuration.',
    lastAppendError: 'Last error while appending',
    never: 'Nothing yet',
    sequence: 'sequence {{sequence}}',
    sinceStart:
      'Counts are of this process since it started; those refused are of all processes.',
  },
  quarantine: {
    heading: 'Events that the log refuses',
    intro:
      'They are kept aside, so that they hold back no others. Have them tried again once the cause is mended.',
    retry: 'Try again',
    failed: 'The events could not be read or tried again.',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
  },
  rules: {
    heading: 'Rules',
    intro:
      'Say what is recorded, and in which detail. The first rule that matches an event decides; what none matches is recorded in full. Hits are of this process since it started, or since the rules changed.',
    fromConfig:
      'The rules come from {{key}} in the configuration, and are changed there.',
    failed: 'The rules could not be read.',
    edit: 'Edit rules',
  },
  coverage: {
    heading: 'Coverage',
    failed: 'What is recorded could not be looked up.',
    seen: '{{seen}} of the {{total}} types of events that the installed plugins are known to emit were recorded so far.',
    httpOn: 'HTTP requests that no plugin records are captured.',
    httpOff: 'HTTP requests that no plugin records are not captured.',
    incomplete: 'The log is still being searched.',
    recorded: 'Plugins with events of their own',
    captured: 'Plugins of which only HTTP requests were captured',
    unseen: 'Plugins that emit events, none of which was seen yet',
    silent: 'Plugins that emit nothing',
    types: 'Types of events',
    show: {
      unseen: 'Never recorded ({{number}})',
      seen: 'Recorded ({{number}})',
      all: 'Known, of any plugin ({{number}})',
    },
    event: 'Event',
    category: 'Category',
    last: 'Last recorded',
    never: 'never',
    somebody: 'Somebody {{summary}}.',
  },
} as const;
