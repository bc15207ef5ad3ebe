export { createRouter } from './createRouter';
export { callerHandlers } from './handlers/callerHandlers';
export { eventHandlers } from './handlers/eventHandlers';
export { exploreHandlers } from './handlers/exploreHandlers';
export { settingsHandlers } from './handlers/settingsHandlers';
export { StreamedAnswer } from './types';
export type { Handler, HandlerContext, Handlers } from './types';
