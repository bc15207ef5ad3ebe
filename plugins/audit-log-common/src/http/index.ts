export * from './events';
export * from './explore';
export * from './ingest';
export * from './integrity';
export * from './me';
export * from './routes';
export * from './rules';
export * from './status';
