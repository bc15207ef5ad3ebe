import { OwnEventId, ownEvents } from '../events';
import { exportTypes } from './ownExportTypes';
import {
  OwnType,
  after,
  before,
  byId,
  gone,
  log,
  made,
  ofUpgrade,
  visited,
} from './ownMeta';
import { eventTypesOf } from './types';

const query = { query: 'What was asked for' };

/** What the audit log tells of itself. */
const ownTypes: Record<OwnEventId, OwnType> = {
  'event-read': {
    summary: 'read events: listed, counted or opened them',
    actions: [
      'search',
      'poll',
      'poll-end',
      'list-events',
      'get-histogram',
      'get-facets',
      'get-groups',
      'get-event',
      'get-operation',
      'stream-events',
      'preview-schedule',
      'test-condition',
      'query-audit-log',
    ],
    target: 'the event that was opened, else the audit log',
    meta: {
      id: 'The event that was opened',
      ...query,
      search: 'The search in the explorer that the reads belong to',
      poll: 'The poll that the reads belong to',
      reads: 'How many answers the poll got',
      rows: 'How many events were in them',
      firstSequence: 'The first of these events',
      lastSequence: 'The last of them',
      since: 'When the first answer was made',
      until: 'When the last one was made',
      userEntityRef: 'The person for whom an assistant asked',
      via: 'The plugin through which an assistant asked',
      caller: 'The service that asked as an assistant does',
    },
  },
  'event-download': {
    summary: 'downloaded events',
    actions: ['download-events'],
    target: log,
    meta: { ...query, rows: 'How many events were sent' },
  },
  'events-append': {
    summary: 'delivered events of another backend',
    actions: ['append', 'append-events'],
    target: log,
    meta: {
      appended: 'How many were appended',
      duplicates: 'How many were in the log already',
      dropped: 'How many this portal does not record',
      refused: 'How many can never be appended',
      requests: 'In how many requests they came, within a minute',
      instances: 'The processes that recorded them, as they name themselves',
    },
  },
  'settings-read': {
    summary: 'read settings, rules, legal holds or types of events',
    actions: [
      'visit',
      'get-settings',
      'get-dependents',
      'list-rules',
      'preview-rules',
      'list-event-types',
      'preview-retention',
      'list-legal-holds',
      'preview-legal-hold',
    ],
    target: log,
    meta: visited('settings'),
  },
  'settings-update': {
    summary: 'changed retention, rules or other settings',
    actions: ['update-settings'],
    target: log,
    meta: { ...before, ...after },
  },
  'logging-enable': {
    summary: 'asked for audit logging to be enabled',
    actions: ['enable'],
    target: log,
    meta: { ...before, ...after },
  },
  'logging-disable': {
    summary: 'asked for audit logging to be disabled',
    actions: ['disable'],
    target: log,
    meta: { ...before, ...after },
  },
  'logging-start': {
    summary:
      'had recording begin: the first event after a gap of other categories',
    target: log,
    meta: {
      ...before,
      ...after,
      askedAt: 'When it was asked for',
      reason: 'Why it was asked for',
      recovery: 'What became of the events of before',
      keptUntil: 'How long those events would have been kept',
    },
  },
  'logging-stop': {
    summary:
      'had recording end: the last event before a gap of other categories',
    target: log,
    meta: {
      ...before,
      ...after,
      askedAt: 'When it was asked for',
      reason: 'Why it was asked for',
    },
  },
  'logging-purge': {
    summary: 'had events removed because audit logging stayed disabled',
    actions: ['purge'],
    target: log,
    meta: {
      removed: 'How many events were removed',
      firstSequence: 'The lowest sequence among them',
      lastSequence: 'The highest sequence among them',
      keptUntil: 'How long they were kept',
      held: 'Whether legal holds kept some',
    },
  },
  'legal-hold-create': {
    summary: 'put events on hold',
    actions: ['create-legal-hold'],
    target: 'the hold',
    meta: made,
  },
  'legal-hold-release': {
    summary: 'lifted a hold',
    actions: ['release-legal-hold'],
    target: 'the hold',
    meta: { ...byId, ...gone },
  },
  'retention-run': {
    summary: 'had events removed that were kept long enough',
    actions: ['remove'],
    target: log,
    meta: {
      removed: 'How many events were removed',
      firstSequence: 'The lowest sequence among them',
      lastSequence: 'The highest sequence among them',
      retentionDays: 'How many days events are kept',
      retentionRules: 'Which are kept for longer or shorter',
    },
  },
  'status-read': {
    summary: 'read how recording and exporting are doing',
    actions: ['get-status', 'list-quarantined'],
    target: log,
  },
  'quarantine-retry': {
    summary: 'had events tried again that the log refused',
    actions: ['retry-quarantined'],
    target: log,
    meta: { after: 'How many events are tried again' },
  },
  'quarantine-discard': {
    summary: 'threw events away that the log refused',
    actions: ['discard-quarantined'],
    target: log,
    meta: { before: 'The events: what names each, and why it was refused' },
  },
  'integrity-read': {
    summary: 'read checkpoints or proofs',
    actions: [
      'get-checkpoint',
      'list-checkpoints',
      'get-inclusion',
      'get-consistency',
    ],
    target: log,
    meta: {
      event: 'The event that was to be proved',
      from: 'The smaller of two sizes of the log',
      to: 'The larger one',
    },
  },
  'grant-read': {
    summary: 'read who may read the log',
    actions: ['list-grants', 'get-grant', 'preview-grant'],
    target: 'the grant, where one was opened, else the audit log',
    meta: byId,
  },
  'grant-create': {
    summary: 'let a person or a group read the log',
    actions: ['create-grant'],
    target: 'the grant, named by whom it is for',
    meta: made,
  },
  'grant-update': {
    summary: 'changed what somebody may read',
    actions: ['update-grant'],
    target: 'the grant, named by whom it is for',
    meta: { ...byId, ...gone, ...made },
  },
  'grant-revoke': {
    summary: 'took the right to read away',
    actions: ['revoke-grant', 'upgrade'],
    target: 'the grant, named by whom it was for',
    meta: { ...byId, ...gone, ...ofUpgrade },
  },
  'view-read': {
    summary: 'read saved views',
    actions: ['list-views', 'get-view'],
    target: 'the view, where one was opened, else the audit log',
    meta: byId,
  },
  'view-create': {
    summary: 'saved a view',
    actions: ['create-view'],
    target: 'the view',
    meta: made,
  },
  'view-update': {
    summary: 'changed a view',
    actions: ['update-view'],
    target: 'the view',
    meta: {
      ...byId,
      ...gone,
      ...made,
      schedules: 'What became of the export schedules that took from it',
    },
  },
  'view-delete': {
    summary: 'deleted a view',
    actions: ['delete-view'],
    target: 'the view',
    meta: { ...byId, ...gone },
  },
  ...exportTypes,
};

/** Every event of {@link ownEvents}, described. */
export const ownEventTypes = eventTypesOf({
  plugin: 'audit-log',
  category: 'AUDIT_LOG',
  types: (Object.keys(ownTypes) as OwnEventId[]).map(eventId => ({
    eventId,
    severities: [ownEvents[eventId].severity],
    ...ownTypes[eventId],
  })),
});
