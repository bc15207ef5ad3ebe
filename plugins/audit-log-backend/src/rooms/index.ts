export { findName } from './findName';
export { foldRooms } from './foldRooms';
export type { FoldedRooms } from './foldRooms';
export { runRooms } from './runRooms';
export { StreamedAnswer } from './handlers';
export type { Handler, HandlerContext, Handlers } from './handlers';
export type { Room } from './types';
