export {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
} from './recorderService';
export { EventsRefusedError, refusedEventsOf } from './refusals';
export type { RefusedEvent } from './refusals';
export { readRecordingConfig } from './readRecordingConfig';
export type { RecordingConfig } from './readRecordingConfig';
export { watchRecorder } from './watchRecorder';
export type { RecorderListener } from './watchRecorder';
export * from './types';
