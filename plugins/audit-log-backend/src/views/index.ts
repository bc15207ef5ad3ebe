export { createViews } from './createViews';
export { DatabaseViewStore, holdView } from './DatabaseViewStore';
export type { ChangedView, ViewNews, ViewUsers } from './types';
export { ViewService } from './ViewService';
