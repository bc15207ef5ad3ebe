export {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
} from './recorderService';
export * from './types';
