export * from './cadence';
export * from './columns';
export * from './formats';
export * from './manifest';
export * from './preview';
export * from './run';
export * from './schedule';
export * from './template';
