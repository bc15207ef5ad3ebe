export * from './routes';
export type { RouteAccess, RouteDefinition, WhileDisabled } from './types';
