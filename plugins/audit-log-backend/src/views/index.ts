export { DatabaseViewStore } from './DatabaseViewStore';
export { ViewService } from './ViewService';
export type { ViewReader, ViewStore, ViewUsers } from './types';
