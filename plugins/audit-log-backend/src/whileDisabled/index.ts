export { DisabledGate } from './DisabledGate';
export type { Gate } from './DisabledGate';
export { createJudges } from './judges';
export type { Judges } from './judges';
