export { createViews } from './createViews';
export type { ViewReader, ViewStore, ViewUsers } from './types';
export type { ViewService } from './ViewService';
