import { LoggerService } from '@backstage/backend-plugin-api';
import { keepTrying } from './keepTrying';
import { Problems } from './Problems';

/**
 * Schedules tasks, each again and again until it is; what can't be scheduled
 * meanwhile is a problem of the portal.
 *
 * @param options.tasks - by the name that a sentence about them begins with
 */
export function scheduleTasks(options: {
  tasks: Record<string, () => Promise<void>>;
  problems: Problems;
  logger: LoggerService;
  signal: AbortSignal;
}): void {
  const { tasks, problems, logger, signal } = options;
  for (const [name, schedule] of Object.entries(tasks)) {
    void keepTrying({
      attempt: async () => {
        await schedule();
        problems.set(name, undefined);
      },
      onFailure: message => {
        const problem = `${name} can't be scheduled, and is tried again: ${message}`;
        logger.warn(problem);
        problems.set(name, problem);
      },
      signal,
    });
  }
}
