export { EventList } from './EventList';
export { ActorName, EventSentence, TargetName, eventLabel } from './sentence';
export { useEvents } from './useEvents';
export type { EventsActions, EventsQuery, EventsState } from './useEvents';
