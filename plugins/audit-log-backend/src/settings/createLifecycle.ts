import { Tick } from '../ticks';
import { LifecycleRunner, LifecycleRunnerOptions } from './LifecycleRunner';

/** How often each replica looks at the stored state. */
const INTERVAL_MS = 1000;

/** Activating removes what is overdue and reads the catalog. */
const LIMIT_MS = 5 * 60_000;

/** Has every replica follow the stored state. */
export function createLifecycle(options: LifecycleRunnerOptions) {
  const runner = new LifecycleRunner(options);
  const tick: Tick = {
    name: 'Following the state of audit logging',
    intervalMs: INTERVAL_MS,
    limitMs: LIMIT_MS,
    run: signal => runner.tick(signal),
  };
  return { ticks: [tick] };
}
