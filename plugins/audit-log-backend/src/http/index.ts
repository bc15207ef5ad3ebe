export { createRouter } from './createRouter';
export { callerHandlers } from './handlers/callerHandlers';
export { eventHandlers } from './handlers/eventHandlers';
export { grantHandlers } from './handlers/grantHandlers';
export { legalHoldHandlers } from './handlers/legalHoldHandlers';
export { settingsHandlers } from './handlers/settingsHandlers';
export { viewHandlers } from './handlers/viewHandlers';
export { StreamedAnswer } from './types';
export type { Handler, HandlerContext, Handlers } from './types';
