import {
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import Router from 'express-promise-router';
import { Router as ExpressRouter } from 'express';
import { Handlers } from '../rooms';
import { guard, GuardServices } from './guard';
import { createOpenApiDocument } from './openApi';

export interface RouterOptions extends GuardServices {
  /** Of every route but the one that describes them all. */
  handlers: Omit<Handlers, 'getOpenApi'>;
}

/** Makes the router from the route table; nothing is mounted beside it. */
export function createRouter(options: RouterOptions): ExpressRouter {
  const router = Router();
  const document = createOpenApiDocument();
  const handlers: Handlers = {
    ...options.handlers,
    getOpenApi: async () => document as Record<string, never>,
  };
  for (const name of namesInMatchingOrder()) {
    const { method, path }: RouteDefinition = routes[name];
    router[method](`/v1${path}`, mount(name, handlers, options));
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
