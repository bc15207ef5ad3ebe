export * from './routes';
export type { RouteAccess, RouteDefinition } from './types';
