export { RunHistory } from './RunHistory';
export { RunOutcome } from './RunOutcome';
export { useRuns } from './useRuns';
export type { Runs } from './useRuns';
