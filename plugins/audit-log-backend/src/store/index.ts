export * from './applyMigrations';
export * from './columns';
export * from './DatabaseEventPruner';
export * from './DatabaseEventStore';
export * from './types';
export { limitTime, ReadTimeoutError } from './limitTime';
export { narrow } from './narrow';
export { TreeTiles } from './TreeTiles';
