export { VisibleEvents } from './VisibleEvents';
export type { ReadableEvents } from './VisibleEvents';
