export * from './legalHolds';
export * from './lifecycle';
export * from './retentionPreview';
export * from './schema';
export * from './unreachableRetention';
