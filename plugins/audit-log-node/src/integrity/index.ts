export * from './canonicalJson';
export * from './checkpoint';
export * from './commitments';
export * from './frontier';
export * from './leaf';
export * from './proofs';
export * from './signedNote';
