import { z } from 'zod';
import {
  createGrantSchema,
  grantSchema,
  updateGrantSchema,
} from '../../grants';
import { byId, nothing, RouteDefinition } from './types';

export const grantRoutes = {
  listGrants: {
    method: 'get',
    path: '/grants',
    summary: 'Who was let read the log, newest first',
    access: 'grant.manage',
    event: 'grant-read',
    whileDisabled: 'admins',
    query: nothing,
    response: z.strictObject({ items: z.array(grantSchema) }),
  },
  createGrant: {
    method: 'post',
    path: '/grants',
    summary: 'Let a user or a group read the log',
    access: 'grant.manage',
    event: 'grant-create',
    whileDisabled: 'refused',
    status: 201,
    body: createGrantSchema,
    response: grantSchema,
  },
  getGrant: {
    method: 'get',
    path: '/grants/:id',
    summary: 'One grant',
    access: 'grant.manage',
    event: 'grant-read',
    whileDisabled: 'admins',
    params: byId,
    query: nothing,
    response: grantSchema,
  },
  updateGrant: {
    method: 'patch',
    path: '/grants/:id',
    summary: 'Change the limits, the end or the reason of a grant',
    access: 'grant.manage',
    event: 'grant-update',
    whileDisabled: 'judged',
    ifMatch: true,
    params: byId,
    body: updateGrantSchema,
    response: grantSchema,
  },
  revokeGrant: {
    method: 'delete',
    path: '/grants/:id',
    summary: 'Revoke a grant; answers what it was',
    access: 'grant.manage',
    event: 'grant-revoke',
    whileDisabled: 'allowed',
    params: byId,
    response: grantSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
