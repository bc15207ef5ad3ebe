import {
  facetsQuerySchema,
  facetsResponseSchema,
  groupsQuerySchema,
  groupsResponseSchema,
  histogramQuerySchema,
  histogramResponseSchema,
} from '../explore';
import { RouteDefinition } from './types';

export const exploreRoutes = {
  getHistogram: {
    method: 'get',
    path: '/events/histogram',
    summary: 'Count events over time',
    access: 'event.read',
    event: 'event-read',
    whileDisabled: 'admins',
    limitedAs: 'read',
    oncePerSearch: true,
    query: histogramQuerySchema,
    response: histogramResponseSchema,
  },
  getFacets: {
    method: 'get',
    path: '/events/facets',
    summary: 'Count the values of fields',
    access: 'event.read',
    event: 'event-read',
    whileDisabled: 'admins',
    limitedAs: 'read',
    oncePerSearch: true,
    query: facetsQuerySchema,
    response: facetsResponseSchema,
  },
  getGroups: {
    method: 'get',
    path: '/events/groups',
    summary: 'Count events by a field and over time',
    access: 'event.read',
    event: 'event-read',
    whileDisabled: 'admins',
    limitedAs: 'read',
    oncePerSearch: true,
    query: groupsQuerySchema,
    response: groupsResponseSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
