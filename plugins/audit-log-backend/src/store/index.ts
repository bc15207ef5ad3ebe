export * from './columns';
export * from './types';
