export * from './advice';
export * from './destination';
export * from './schema';
export * from './setup';
