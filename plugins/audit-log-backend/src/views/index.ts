export { createViews } from './createViews';
export { DatabaseViewStore } from './DatabaseViewStore';
export type { ViewReader, ViewStore, ViewUsers } from './types';
export type { ViewService } from './ViewService';
