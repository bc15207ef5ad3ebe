/** Words of the room of retention. */
export const retentionWords = {
  heading: 'Retention',
  intro:
    'How long events are kept. What is too old is removed every ten minutes; the hashes of removed events stay, so that the rest still verifies.',
  introInMinutes:
    'How long events are kept. What is too old is removed every ten seconds; the hashes of removed events stay, so that the rest still verifies.',
  daysAreMinutes:
    'To try retention, each day of it lasts a minute in this portal (auditLog.retention.daysAreMinutes).',
  fromConfig: 'Set by {{key}} in the configuration, and changed there.',
  edit: 'Edit retention',
  events: 'Events',
  keptFor: 'Kept for',
  everythingElse: 'Everything else',
  everything: 'Every event',
  anyCategory: 'Any category',
  atLeast: '{{severity}} and above',
  afterDisabling: 'After disabling, until they are purged',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
  holdUnexported:
    'Events that an active export schedule has not exported yet are held back.',
  noHoldUnexported:
    'Events are removed when their time is over, exported or not.',
  next: {
    heading: 'What goes next',
    loading: 'Counting what retention would remove',
    failed: 'What retention would remove could not be counted.',
    dueNow: 'Removed at the next run',
    dueSoon: 'Removed by {{date}}',
    onLegalHold: 'Due by then, kept by legal holds',
    unexportedHeld:
      '{{schedule}} has yet to export {{events}} that are due by then. They are held back until it has.',
    unexportedLost:
      '{{schedule}} has yet to export {{events}} that are due by then. They will be removed nevertheless.',
    count_one: '{{count}} event',
    count_other: '{{count}} events',
    more: 'more than {{number}} events',
    unknown: 'more events than can be counted in time',
  },
  form: {
    title: 'Retention',
    default: 'Keep events for (days)',
    recovery: 'After disabling, keep events for (days)',
    holdUnexported:
      'Hold back events that an active export schedule has not exported yet',
    rules: 'Exceptions',
    rulesHelp: 'The first that matches an event counts.',
    add: 'Add exception',
    remove: 'Remove exception {{number}}',
    up: 'Move exception {{number}} up',
    rule: 'Exception {{number}}',
    categories: 'Categories',
    anyCategory: 'Any',
    minSeverity: 'Severity from',
    days: 'Days',
    neverApplies:
      'Exception {{number}} never applies: those before it match every event that it would. Move it up, narrow them, or remove it.',
    hidesDefault:
      'An exception of any category and severity matches every event, so that nothing else applies. Choose categories or a severity, or change the days above.',
    badDays: 'A whole number from 1 to {{max}}.',
    preview: 'With these settings, the next run removes {{events}}.',
    save: 'Save',
    failed: 'Retention could not be changed.',
    conflict: 'Somebody else has changed the settings since you opened them.',
  },
} as const;
