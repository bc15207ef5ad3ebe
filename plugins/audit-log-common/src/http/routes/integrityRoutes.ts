import {
  consistencyQuerySchema,
  consistencySchema,
  inclusionQuerySchema,
  inclusionSchema,
  latestCheckpointSchema,
  listCheckpointsQuerySchema,
  listCheckpointsResponseSchema,
} from '../integrity';
import { RouteDefinition } from './types';

export const integrityRoutes = {
  getCheckpoint: {
    method: 'get',
    path: '/integrity/checkpoint',
    summary: 'The newest signed checkpoint',
    access: 'event.read',
    event: 'integrity-read',
    whileDisabled: 'admins',
    response: latestCheckpointSchema,
  },
  listCheckpoints: {
    method: 'get',
    path: '/integrity/checkpoints',
    summary: 'Signed checkpoints',
    access: 'event.read',
    event: 'integrity-read',
    whileDisabled: 'admins',
    query: listCheckpointsQuerySchema,
    response: listCheckpointsResponseSchema,
  },
  getInclusion: {
    method: 'get',
    path: '/integrity/inclusion',
    summary: 'Prove that an event is in the log',
    access: 'event.read',
    event: 'integrity-read',
    whileDisabled: 'admins',
    query: inclusionQuerySchema,
    response: inclusionSchema,
  },
  getConsistency: {
    method: 'get',
    path: '/integrity/consistency',
    summary: 'Prove that the log only grew',
    access: 'event.read',
    event: 'integrity-read',
    whileDisabled: 'admins',
    query: consistencyQuerySchema,
    response: consistencySchema,
  },
} as const satisfies Record<string, RouteDefinition>;
