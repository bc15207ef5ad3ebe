import { z } from 'zod';
import {
  createViewSchema,
  updatedViewSchema,
  updateViewSchema,
  viewSchema,
  viewWithUsersSchema,
} from '../../views';
import { byId, nothing, RouteDefinition } from './types';

// Every reader has views of their own; whether a view of somebody else may be
// changed is decided by its owner and the permission `audit-log.view.manage`.
export const viewRoutes = {
  listViews: {
    method: 'get',
    path: '/views',
    summary: "The caller's views and shared ones, by name",
    access: 'view.own',
    event: 'view-read',
    whileDisabled: 'admins',
    query: nothing,
    response: z.strictObject({ items: z.array(viewSchema) }),
  },
  createView: {
    method: 'post',
    path: '/views',
    summary: 'Save a view',
    access: 'view.own',
    event: 'view-create',
    whileDisabled: 'refused',
    status: 201,
    body: createViewSchema,
    response: viewSchema,
  },
  getView: {
    method: 'get',
    path: '/views/:id',
    summary: 'One view, and who uses it',
    access: 'view.own',
    event: 'view-read',
    whileDisabled: 'admins',
    params: byId,
    query: nothing,
    response: viewWithUsersSchema,
  },
  updateView: {
    method: 'patch',
    path: '/views/:id',
    summary: 'Rename, change or share a view',
    access: 'view.own',
    event: 'view-update',
    whileDisabled: 'refused',
    ifMatch: true,
    params: byId,
    body: updateViewSchema,
    response: updatedViewSchema,
  },
  deleteView: {
    method: 'delete',
    path: '/views/:id',
    summary: 'Delete a view that nothing uses; answers what it was',
    access: 'view.own',
    event: 'view-delete',
    whileDisabled: 'refused',
    params: byId,
    response: viewSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
