import { z } from 'zod';
import {
  createIntegrationSchema,
  deleteIntegrationQuerySchema,
  integrationListSchema,
  integrationNameSchema,
  integrationSchema,
  storageTestSchema,
  updateIntegrationSchema,
} from '../../storage';
import { nothing, RouteDefinition, visiting } from './types';

const byName = z.strictObject({ name: integrationNameSchema });

const linkedSchedules = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    owner: z.string(),
    status: z.string(),
  }),
);

export const storageRoutes = {
  listIntegrations: {
    method: 'get',
    path: '/storage-integrations',
    summary: 'Storage integrations, by name, and what new ones can be made of',
    access: 'storage.manage',
    event: 'storage-integration-read',
    oncePerVisit: 'settings',
    whileDisabled: 'admins',
    query: visiting,
    response: integrationListSchema,
  },
  createIntegration: {
    method: 'post',
    path: '/storage-integrations',
    summary: 'Create a storage integration; it is tested in the background',
    access: 'storage.manage',
    event: 'storage-integration-create',
    whileDisabled: 'refused',
    status: 201,
    body: createIntegrationSchema,
    response: integrationSchema,
  },
  getIntegration: {
    method: 'get',
    path: '/storage-integrations/:name',
    summary: 'One storage integration, and the schedules that use it',
    access: 'storage.manage',
    event: 'storage-integration-read',
    whileDisabled: 'admins',
    params: byName,
    query: nothing,
    response: z.strictObject({
      integration: integrationSchema,
      schedules: linkedSchedules,
    }),
  },
  updateIntegration: {
    method: 'put',
    path: '/storage-integrations/:name',
    summary: 'Change destination or identity; linked schedules pause or move',
    access: 'storage.manage',
    event: 'storage-integration-update',
    whileDisabled: 'refused',
    ifMatch: true,
    params: byName,
    body: updateIntegrationSchema,
    response: integrationSchema,
  },
  deleteIntegration: {
    method: 'delete',
    path: '/storage-integrations/:name',
    summary: 'Delete a storage integration; answers what it was',
    access: 'storage.manage',
    event: 'storage-integration-delete',
    whileDisabled: 'refused',
    params: byName,
    query: deleteIntegrationQuerySchema,
    response: integrationSchema,
  },
  testIntegration: {
    method: 'post',
    path: '/storage-integrations/:name/test',
    summary: 'Write, read and delete a probe, and say which step failed',
    access: 'storage.manage',
    event: 'storage-integration-test',
    whileDisabled: 'refused',
    params: byName,
    body: nothing,
    response: storageTestSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
