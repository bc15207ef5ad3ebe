import {
  dependentsSchema,
  disableRequestSchema,
  settingsSchema,
  updateSettingsSchema,
} from '../../settings';
import { statusSchema } from '../status';
import { nothing, RouteDefinition } from './types';

export const settingsRoutes = {
  getSettings: {
    method: 'get',
    path: '/settings',
    summary: 'Settings of the audit log',
    access: 'settings.update',
    event: 'settings-read',
    query: nothing,
    response: settingsSchema,
  },
  updateSettings: {
    method: 'patch',
    path: '/settings',
    summary: 'Change retention and recovery',
    access: 'settings.update',
    event: 'settings-update',
    ifMatch: true,
    body: updateSettingsSchema,
    response: settingsSchema,
  },
  enable: {
    method: 'post',
    path: '/settings/enable',
    summary: 'Switch audit logging on',
    access: 'settings.update',
    event: 'logging-enable',
    status: 202,
    body: nothing,
    response: settingsSchema,
  },
  disable: {
    method: 'post',
    path: '/settings/disable',
    summary: 'Switch audit logging off',
    access: 'settings.update',
    event: 'logging-disable',
    status: 202,
    body: disableRequestSchema,
    response: settingsSchema,
  },
  getDependents: {
    method: 'get',
    path: '/settings/dependents',
    summary: 'What hangs on the log',
    access: 'settings.update',
    event: 'settings-read',
    query: nothing,
    response: dependentsSchema,
  },
  getStatus: {
    method: 'get',
    path: '/status',
    summary: 'Health of recording',
    access: 'settings.update',
    event: 'status-read',
    query: nothing,
    response: statusSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
