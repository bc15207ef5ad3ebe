import { eventTypesResponseSchema } from '../eventTypes';
import {
  listRulesResponseSchema,
  previewRulesRequestSchema,
  previewRulesResponseSchema,
} from '../rules';
import { RouteDefinition, visiting } from './types';

export const ruleRoutes = {
  listEventTypes: {
    method: 'get',
    path: '/event-types',
    summary: 'Types of events, known and seen, and what each plugin emits',
    access: 'settings.update',
    event: 'settings-read',
    tellsOfEvents: 'if all',
    oncePerVisit: 'settings',
    whileDisabled: 'admins',
    limitedAs: 'read',
    query: visiting,
    response: eventTypesResponseSchema,
  },
  listRules: {
    method: 'get',
    path: '/rules',
    summary: 'The rules in force, and how often each decided',
    access: 'settings.update',
    event: 'settings-read',
    tellsOfEvents: 'if all',
    oncePerVisit: 'settings',
    whileDisabled: 'admins',
    query: visiting,
    response: listRulesResponseSchema,
  },
  previewRules: {
    method: 'post',
    path: '/rules/preview',
    summary: 'What rules would have made of the latest events',
    access: 'settings.update',
    event: 'settings-read',
    tellsOfEvents: 'all',
    whileDisabled: 'admins',
    limitedAs: 'read',
    body: previewRulesRequestSchema,
    response: previewRulesResponseSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
