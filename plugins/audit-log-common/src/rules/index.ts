export { comparablePath } from './comparablePath';
export * from './decide';
export * from './defaultRules';
export { compilePathPatterns, compilePatterns } from './patterns';
export type { TextTest } from './patterns';
export * from './preview';
export * from './schema';
