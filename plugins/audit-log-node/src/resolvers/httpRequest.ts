import { EventResolver } from './types';

/** Requests that HTTP capture recorded, of whatever plugin. */
export const httpRequestResolver: EventResolver = ({ request }) => ({
  category: 'API',
  action: request?.method?.toLowerCase() ?? null,
  target: request?.path ? { type: 'path', ref: request.path } : null,
});
