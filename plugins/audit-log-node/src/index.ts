/**
 * Recorder, auditor service, integrity core and contracts of the audit log.
 *
 * @packageDocumentation
 */

export * from './auditor';
export { CallerLeftError } from './callerLeft';
export * from './config';
export * from './delivery';
export { boundedEvent, redactJson, storableMeta } from './envelope';
export * from './exports';
export * from './extensionPoints';
export * from './httpCapture';
export * from './integrity';
export { eventLimits, overLimit } from './limits';
export * from './metaCleaners';
export * from './migrations';
export * from './recorder';
export { checkRedactionConfig, redactQuery, redactText } from './redaction';
export * from './resolvers';
export * from './sentNotifications';
export * from './storage';
export * from './rules';
export * from './signIns';
