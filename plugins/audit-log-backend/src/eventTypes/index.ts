export { createKnownNames } from './createKnownNames';
export { DatabaseSeenTypes } from './DatabaseSeenTypes';
export { describeCoverage } from './describeCoverage';
export type { EventSources } from './possibleTypes';
export { eventTypeHandlers } from './eventTypeHandlers';
