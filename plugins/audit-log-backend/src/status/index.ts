export * from './readDependents';
export * from './readStatus';
