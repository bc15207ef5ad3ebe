export { EventList } from './EventList';
export { EventSummary, SummaryLine } from './EventSummary';
export { ActorName, EventSentence, TargetName, eventLabel } from './sentence';
export { useEvents } from './useEvents';
export type { EventsActions, EventsQuery, EventsState } from './useEvents';
export { useActiveRow } from './useActiveRow';
