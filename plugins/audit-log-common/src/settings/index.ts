export * from './legalHolds';
export * from './lifecycle';
export * from './schema';
