import {
  discardQuarantinedResponseSchema,
  discardQuarantinedSchema,
  listQuarantinedResponseSchema,
  retryQuarantinedResponseSchema,
} from '../quarantine';
import { nothing, RouteDefinition } from './types';

export const quarantineRoutes = {
  listQuarantined: {
    method: 'get',
    path: '/quarantine',
    summary: 'Events that the log refuses, oldest first',
    access: 'settings.update',
    event: 'status-read',
    whileDisabled: 'admins',
    query: nothing,
    response: listQuarantinedResponseSchema,
  },
  retryQuarantined: {
    method: 'post',
    path: '/quarantine/retry',
    summary: 'Try every event in quarantine again',
    access: 'settings.update',
    event: 'quarantine-retry',
    whileDisabled: 'refused',
    status: 202,
    body: nothing,
    response: retryQuarantinedResponseSchema,
  },
  discardQuarantined: {
    method: 'post',
    path: '/quarantine/discard',
    summary: 'Throw events in quarantine away for good',
    access: 'settings.update',
    event: 'quarantine-discard',
    whileDisabled: 'refused',
    status: 202,
    body: discardQuarantinedSchema,
    response: discardQuarantinedResponseSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
