export * from './events';
export * from './eventTypes';
export * from './explore';
export * from './ingest';
export * from './me';
export * from './routes';
export * from './rules';
export * from './status';
