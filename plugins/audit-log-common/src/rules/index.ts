export * from './decide';
export * from './defaultRules';
export { compilePatterns } from './patterns';
export type { TextTest } from './patterns';
export * from './preview';
export * from './schema';
