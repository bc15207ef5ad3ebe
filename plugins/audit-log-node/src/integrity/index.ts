export * from './canonicalJson';
export * from './checkpoint';
export * from './commitments';
export * from './frontier';
export * from './leaf';
export * from './leafOfEvent';
export * from './proofs';
export * from './signedNote';
