import {
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import Router from 'express-promise-router';
import { Router as ExpressRouter } from 'express';
import { OpenSearches, SEARCH_MS, VISIT_MS } from '../searches';
import { guard, GuardServices } from './guard';
import { Handlers } from './types';

export interface RouterOptions
  extends Omit<GuardServices, 'searches' | 'visits'> {
  handlers: Handlers;
  clock: () => Date;
}

/** Makes the router from the route table; nothing is mounted beside it. */
export function createRouter(options: RouterOptions): ExpressRouter {
  const router = Router();
  const services = {
    ...options,
    searches: new OpenSearches({ ...options, countsMs: SEARCH_MS }),
    visits: new OpenSearches({ ...options, countsMs: VISIT_MS }),
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
