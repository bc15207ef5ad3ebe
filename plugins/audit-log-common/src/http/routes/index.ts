export * from './routes';
export type {
  RouteAccess,
  RouteDefinition,
  VisitedScreen,
  WhileDisabled,
} from './types';
