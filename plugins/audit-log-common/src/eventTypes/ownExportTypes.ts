import { OwnEventId } from '../events';
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

const byName = { name: 'Its name' };
const linked = {
  schedules: 'What becomes of the export schedules that use it',
};

type ExportEventId = Extract<OwnEventId, `${'storage' | 'export'}-${string}`>;

/** What is told of exporting, and of where exports go. */
export const exportTypes: Record<ExportEventId, OwnType> = {
  'storage-integration-read': {
    summary: 'read storage integrations',
    actions: ['list-integrations', 'get-integration'],
    target: 'the integration, where one was opened, else the audit log',
    meta: byName,
  },
  'storage-integration-create': {
    summary: 'created a storage integration',
    actions: ['create-integration', 'declare'],
    target: 'the integration',
    meta: {
      ...byName,
      ...made,
      declaredIn: 'The key of the configuration that declares it',
    },
  },
  'storage-integration-update': {
    summary: 'changed a storage integration',
    actions: ['update-integration'],
    target: 'the integration',
    meta: { ...byName, ...gone, ...made, ...linked },
  },
  'storage-integration-delete': {
    summary: 'deleted a storage integration',
    actions: ['delete-integration'],
    target: 'the integration',
    meta: { ...byName, ...gone, ...linked },
  },
  'storage-integration-test': {
    summary: 'tested a storage integration',
    actions: ['test-integration'],
    target: 'the integration',
    meta: {
      ...byName,
      ok: 'Whether it works',
      failedStep: 'Where it failed',
    },
  },
  'export-schedule-read': {
    summary: 'read export schedules or their runs',
    actions: ['visit', 'list-schedules', 'get-schedule', 'list-runs'],
    target: 'the schedule, where one was opened, else the audit log',
    meta: {
      ...byId,
      ...visited('exports'),
    },
  },
  'export-schedule-create': {
    summary: 'created an export schedule',
    actions: ['create-schedule'],
    target: 'the schedule',
    meta: { ...byId, ...made },
  },
  'export-schedule-update': {
    summary: 'changed an export schedule',
    actions: ['update-schedule', 'upgrade'],
    target: 'the schedule',
    meta: { ...byId, ...gone, ...made, ...ofUpgrade },
  },
  'export-schedule-delete': {
    summary: 'deleted an export schedule',
    actions: ['delete-schedule'],
    target: 'the schedule',
    meta: { ...byId, ...gone },
  },
  'export-schedule-send-now': {
    summary: 'had an export run at once',
    actions: ['send-now'],
    target: 'the schedule',
    meta: {
      ...byId,
      runId: 'The run that began',
      before: 'The run before it',
      after: 'The run that began',
    },
  },
  'export-schedule-pause': {
    summary: 'paused an export schedule',
    actions: ['pause-schedule', 'upgrade'],
    target: 'the schedule',
    meta: { ...byId, ...before, ...after, ...ofUpgrade },
  },
  'export-schedule-resume': {
    summary: 'resumed an export schedule',
    actions: ['resume-schedule'],
    target: 'the schedule',
    meta: { ...byId, ...before, ...after },
  },
  'export-schedule-bulk': {
    summary: 'changed several export schedules',
    actions: ['change-schedules'],
    target: log,
    meta: {
      action: 'What was done with them',
      schedules: 'Each schedule with what came of it',
      ...before,
      ...after,
    },
  },
  'export-run': {
    summary: 'had a part of the log exported, by a schedule',
    actions: ['export'],
    target: 'the run, named by its schedule',
    meta: {
      scheduleId: 'The schedule',
      schedule: 'Its name',
      owner: 'Whose it is',
      scheduleStatus: 'Whether it goes on',
      runId: 'The run',
      run: 'Its number',
      attempt: 'Which attempt it was',
      requestedBy: 'Who asked for it, where somebody did',
      userEntityRef: 'The same where it is a person',
      fromSequence: 'The first sequence of the range',
      toSequence: 'The last one',
      destination: 'The object that was written',
      rows: 'How many events are in it',
      sha256: 'Its hash',
    },
  },
  'export-run-retry': {
    summary: 'had a failed export tried again',
    actions: ['retry-run'],
    target: 'the run',
    meta: { ...byId, ...gone, ...made },
  },
  'export-run-cancel': {
    summary: 'cancelled an export',
    actions: ['cancel-run'],
    target: 'the run',
    meta: { ...byId, ...gone, ...made },
  },
};
