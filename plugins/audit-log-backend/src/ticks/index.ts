export { Ticks } from './Ticks';
export type { Tick, TickHealth } from './types';
export { untilStopped } from './untilStopped';
export { within } from './within';
