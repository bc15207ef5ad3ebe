import { SchedulerService } from '@backstage/backend-plugin-api';
import { Dependents } from 'backstage-plugin-audit-log-common';
import { StoredSettings } from '../settings';
import { Tick } from '../ticks';
import { Handlers } from './handlers';

/**
 * What a room of the backend gives to the plugin; what it has none of it leaves
 * out. Several rooms folded into one are a room again.
 */
export interface Room {
  /** What answers its routes. Every route has exactly one handler. */
  handlers?: Partial<Handlers>;
  /**
   * What things are called that own events are about, by the beginning of the
   * events' ids: `grant` names the grants of `grant-read` and `grant-create`.
   */
  nameOf?: Record<string, (id: string) => Promise<string | undefined>>;
  /** What hangs on the log here, with owners. */
  dependents?(): Promise<Partial<Dependents>>;
  /** What every replica does again and again. */
  ticks?: Tick[];
  /**
   * Schedules what one replica at a time does, by what a sentence about it
   * begins with: 'The retention of events'.
   */
  tasks?: Record<string, (scheduler: SchedulerService) => Promise<void>>;
  /**
   * Readies the room while audit logging is being enabled; rejects with the
   * reason why it can't be. Rooms are readied one after another.
   */
  activate?(settings: StoredSettings, signal: AbortSignal): Promise<void>;
  /**
   * Puts out of service what needs the log, while audit logging is being
   * disabled. May be called again.
   */
  retire?(settings: StoredSettings): Promise<void>;
  /**
   * Ends what is under way while the backend shuts down, beside the other rooms;
   * MUST end within seconds.
   *
   * @param ticked - resolves when none of the ticks is under way any more
   */
  stop?(ticked: Promise<void>): void | Promise<void>;
}
