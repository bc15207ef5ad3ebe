export { EventList } from './EventList';
export { ActorName, EventSentence, TargetName, eventLabel } from './sentence';
export { useEvents } from './useEvents';
export type { EventsQuery, EventsState } from './useEvents';
