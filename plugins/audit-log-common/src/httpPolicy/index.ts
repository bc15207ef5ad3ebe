export * from './decideLevel';
export * from './defaultPolicy';
export * from './schema';
