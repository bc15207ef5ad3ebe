export { createViews } from './createViews';
export { DatabaseViewStore } from './DatabaseViewStore';
