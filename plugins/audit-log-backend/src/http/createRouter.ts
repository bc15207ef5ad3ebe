import {
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import Router from 'express-promise-router';
import { Router as ExpressRouter } from 'express';
import { guard, GuardServices } from './guard';
import { Handlers } from './types';

export interface RouterOptions extends GuardServices {
  handlers: Handlers;
}

/** Makes the router from the route table; nothing is mounted beside it. */
export function createRouter(options: RouterOptions): ExpressRouter {
  const router = Router();
  for (const name of namesInMatchingOrder()) {
    const { method, path }: RouteDefinition = routes[name];
    router[method](`/v1${path}`, mount(name, options));
  }
  return router;
}

function mount<N extends RouteName>(
  name: N,
  { handlers, ...services }: RouterOptions,
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
