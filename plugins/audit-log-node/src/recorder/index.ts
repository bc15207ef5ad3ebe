export {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
} from './recorderService';
export { watchRecorder } from './watchRecorder';
export type { RecorderListener } from './watchRecorder';
export * from './types';
