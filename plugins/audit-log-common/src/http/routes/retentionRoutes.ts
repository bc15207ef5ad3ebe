import { z } from 'zod';
import {
  createLegalHoldSchema,
  eventCountSchema,
  legalHoldSchema,
  previewLegalHoldRequestSchema,
  previewRetentionRequestSchema,
  retentionPreviewSchema,
} from '../../settings';
import { byId, nothing, RouteDefinition } from './types';

export const retentionRoutes = {
  previewRetention: {
    method: 'post',
    path: '/settings/retention/preview',
    summary: 'What retention would remove next, and what is held back',
    access: 'settings.update',
    event: 'settings-read',
    whileDisabled: 'admins',
    body: previewRetentionRequestSchema,
    response: retentionPreviewSchema,
  },
  listLegalHolds: {
    method: 'get',
    path: '/legal-holds',
    summary: 'What retention must not remove, newest first',
    access: 'settings.update',
    event: 'settings-read',
    whileDisabled: 'admins',
    query: nothing,
    response: z.strictObject({ items: z.array(legalHoldSchema) }),
  },
  createLegalHold: {
    method: 'post',
    path: '/legal-holds',
    summary: 'Hold events back from retention',
    access: 'settings.update',
    event: 'legal-hold-create',
    whileDisabled: 'allowed',
    status: 201,
    body: createLegalHoldSchema,
    response: legalHoldSchema,
  },
  previewLegalHold: {
    method: 'post',
    path: '/legal-holds/preview',
    summary: 'How many events a legal hold would cover',
    access: 'settings.update',
    event: 'settings-read',
    whileDisabled: 'admins',
    body: previewLegalHoldRequestSchema,
    response: eventCountSchema,
  },
  releaseLegalHold: {
    method: 'delete',
    path: '/legal-holds/:id',
    summary: 'Release a legal hold; answers what it was',
    access: 'settings.update',
    event: 'legal-hold-release',
    whileDisabled: 'refused',
    params: byId,
    response: legalHoldSchema,
  },
} as const satisfies Record<string, RouteDefinition>;
