export { callerHandlers } from './callerHandlers';
export { createStatus } from './createStatus';
export * from './readStatus';
export * from './summarizeLogging';
