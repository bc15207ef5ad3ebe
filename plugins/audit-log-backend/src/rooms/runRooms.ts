import {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Problems, scheduleTasks } from '../opening';
import { Ticks } from '../ticks';
import { Room } from './types';

/** Starts what rooms do by themselves, and has them stop with the backend. */
export function runRooms(
  { tasks, ticks, stop }: Pick<Required<Room>, 'tasks' | 'ticks' | 'stop'>,
  services: {
    lifecycle: Pick<LifecycleService, 'addShutdownHook'>;
    logger: LoggerService;
    problems: Problems;
    scheduler: SchedulerService;
    /** Resolves when the backend has started; nothing ticks before. */
    started: Promise<void>;
    ticks: Ticks;
  },
): void {
  const { lifecycle, scheduler, started } = services;
  lifecycle.addShutdownHook(async () => stop(services.ticks.stop()));
  scheduleTasks({
    ...services,
    tasks: Object.fromEntries(
      Object.entries(tasks).map(([name, schedule]) => [
        name,
        () => schedule(scheduler),
      ]),
    ),
    signal: services.ticks.signal,
  });
  void started.then(() => ticks.forEach(tick => services.ticks.start(tick)));
}
