export * from './canonicalJson';
export * from './commitments';
export * from './frontier';
export * from './leaf';
