export * from './applyMigrations';
export * from './columns';
export * from './DatabaseEventStore';
export * from './types';
