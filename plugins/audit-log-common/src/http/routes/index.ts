export * from './routes';
export type {
  LimitedUse,
  RouteAccess,
  RouteDefinition,
  VisitedScreen,
  WhileDisabled,
} from './types';
