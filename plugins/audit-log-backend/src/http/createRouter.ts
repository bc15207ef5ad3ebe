import {
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import Router from 'express-promise-router';
import { Router as ExpressRouter } from 'express';
import { OpenSearches, SEARCH_MS, VISIT_MS } from '../searches';
import { guard, GuardServices } from './guard';
import { Handlers } from './types';

export interface RouterOptions
  extends Omit<GuardServices, 'searches' | 'visits'> {
  handlers: Handlers;
  clock: () => Date;
  recorder: Pick<AuditLogRecorder, 'knowledge'>;
}

/** Makes the router from the route table; nothing is mounted beside it. */
export function createRouter(options: RouterOptions): ExpressRouter {
  const router = Router();
  const { clock, recorder } = options;
  const isRecorded = () => recorder.knowledge?.recording !== 'never';
  const services = {
    ...options,
    searches: new OpenSearches({ clock, countsMs: SEARCH_MS, isRecorded }),
    visits: new OpenSearches({ clock, countsMs: VISIT_MS, isRecorded }),
  };
  for (const name of namesInMatchingOrder()) {
    const { method, path }: RouteDefinition = routes[name];
    router[method](`/v1${path}`, mount(name, options.handlers, services));
  }
  return router;
}

function mount<N extends RouteName>(
  name: N,
  handlers: Handlers,
  services: GuardServices,
) {
  return guard(name, handlers[name], services);
}

/** `/events/groups` is matched before `/events/:id`. */
function namesInMatchingOrder(): RouteName[] {
  return (Object.keys(routes) as RouteName[]).sort((a, b) =>
    sortKey(a) < sortKey(b) ? -1 : 1,
  );
}

function sortKey(name: RouteName): string {
  return routes[name].path.replace(/:/g, '\uffff');
}
