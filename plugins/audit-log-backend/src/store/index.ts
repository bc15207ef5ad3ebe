export * from './applyMigrations';
export * from './columns';
export * from './DatabaseEventPruner';
export * from './DatabaseEventStore';
export * from './types';
export { limitTime, ReadTimeoutError } from './limitTime';
export { narrow } from './narrow';
export { readLeaf } from './readLeaf';
export { TreeTiles } from './TreeTiles';
