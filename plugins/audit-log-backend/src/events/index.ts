export { downloadHandlers } from './downloadHandlers';
export { eventHandlers } from './eventHandlers';
