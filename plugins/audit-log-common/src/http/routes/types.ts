import { z } from 'zod';
import { OwnEventId } from '../../events';

/**
 * What a caller needs for a route.
 *
 * @remarks
 * `none`: any signed-in caller, the answer is about the caller itself or the
 * same for everybody. `ingest`: backends that deliver their events. `view.own`: people
 * who may read events, not services. Everything else is one of the plugin's
 * permissions, decided by the access policy.
 *
 * @public
 */
export type RouteAccess =
  | 'none'
  | 'ingest'
  | 'view.own'
  | 'event.read'
  | 'settings.update'
  | 'storage.manage'
  | 'export.manage'
  | 'view.manage'
  | 'grant.manage';

/**
 * Who may still use a route while audit logging is disabled, once it had been
 * enabled.
 *
 * @remarks
 * `allowed`: everybody who may anyway; it enables, keeps more, narrows access,
 * or tells only about the caller. `admins`: it reads the log or its settings,
 * which Admins alone may. `judged`: a change that is allowed as far as it keeps
 * more or narrows access. `refused`: everything else.
 *
 * @public
 */
export type WhileDisabled = 'allowed' | 'admins' | 'judged' | 'refused';

/** Screens that read again and again while they are open. @public */
export type VisitedScreen = 'settings' | 'exports';

/**
 * What a call of a route is for as long as it lasts, where a caller may have
 * few of them at once: reading the log, watching it, or downloading from it.
 *
 * @public
 */
export type LimitedUse = 'read' | 'liveTail' | 'download';

/**
 * One row of the route table: everything about a route but its handler.
 *
 * @remarks
 * `event` is the own event that records the use of the route; null only where
 * recording it would feed the log with itself, or nothing is told. `status`
 * is 200 where absent. `maxBodyBytes` is 100 kB where absent. Routes with
 * `ifMatch` take the version that the caller read in the header `If-Match` and
 * answer 412 where the thing was changed since, 428 where the header is
 * missing. `oncePerSearch` makes one own event of the calls that share the query
 * parameter `search`, `oncePerVisit` one of the calls of a screen that share the
 * query parameter `visit` and the parameters of the path, and `oncePerPoll` one of
 * an hour's calls that ask the same question again and again, and one of what they
 * were told. Of a route that is `toldByHandler` its handler records
 * the use, and the guard only that somebody was denied it. A route that
 * `tellsOfEvents` shows or counts events beside what it is for. Where these are
 * `visible` ones, or `all`, its callers need `event.read` as well, and see visible
 * ones only, or must be allowed to read all of them; `if all` tells of none where
 * they may not read all. Of routes that are `limitedAs` something a caller may have
 * only so many calls at once; one more answers 429 with `Retry-After`.
 *
 * @public
 */
export interface RouteDefinition {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  summary: string;
  access: RouteAccess;
  event: OwnEventId | null;
  tellsOfEvents?: 'visible' | 'all' | 'if all';
  whileDisabled: WhileDisabled;
  status?: number;
  maxBodyBytes?: number;
  ifMatch?: true;
  limitedAs?: LimitedUse;
  oncePerSearch?: true;
  oncePerPoll?: true;
  oncePerVisit?: VisitedScreen;
  toldByHandler?: true;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
}

/** Query or body that takes no field at all. */
export const nothing = z.strictObject({});

/**
 * Joins what an open screen reads: a UUID that it makes anew whenever somebody
 * comes back to it.
 */
const visit = z.uuid().optional();

/** Query of a route that is read `oncePerVisit`, and takes nothing else. */
export const visiting = z.strictObject({ visit });

/** The id in a path such as `/grants/:id`. */
export const byId = z.strictObject({ id: z.uuid() });
