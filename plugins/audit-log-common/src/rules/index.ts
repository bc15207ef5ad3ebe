export * from './decide';
export * from './defaultRules';
export * from './preview';
export * from './schema';
