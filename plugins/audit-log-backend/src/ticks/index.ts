export { Ticks } from './Ticks';
export type { Tick, TickHealth } from './types';
export { within } from './within';
