export * from './readDependents';
export * from './readStatus';
export * from './summarizeLogging';
