export { CheckpointPublisher, DatabasePublicationStore } from './checkpoints';
export { createExports } from './createExports';
export type { Exports } from './createExports';
export { DatabaseRunStore } from './DatabaseRunStore';
export { DatabaseScheduleStore } from './DatabaseScheduleStore';
export { ExportLinks } from './ExportLinks';
export { createDraftCheck } from './checkDraft';
export { createTakeFromView } from './takeFromView';
export type { ExportedView } from './takeFromView';
export { ExportRuns } from './ExportRuns';
export { ExportRunner } from './ExportRunner';
export { ExportScheduler } from './ExportScheduler';
export { ExportSchedules } from './ExportSchedules';
export { GZIP_LEVEL, builtInFormats } from './formats';
export { readUnexported } from './readUnexported';
export { RunPlanner } from './RunPlanner';
export { toWireRun } from './runRows';
export { draftOf } from './types';
export type {
  CompileQuery,
  EventSource,
  ExportListener,
  ExportNews,
  StoredRun,
  StoredSchedule,
} from './types';
export { changeSchedules } from './changeSchedules';
