import { z } from 'zod';
import { meSchema } from '../me';
import { nothing, RouteDefinition } from './types';

export const callerRoutes = {
  getMe: {
    method: 'get',
    path: '/me',
    summary: 'What the caller may do',
    access: 'none',
    event: null,
    whileDisabled: 'allowed',
    query: nothing,
    response: meSchema,
  },
  getOpenApi: {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    access: 'none',
    event: null,
    whileDisabled: 'allowed',
    query: nothing,
    response: z.record(z.string(), z.json()),
  },
} as const satisfies Record<string, RouteDefinition>;
