import { notificationEventTypes } from './notifications';
import { ownEventTypes } from './ownEventTypes';
import { EventType, eventTypesOf } from './types';

/** What the audit log sees for itself. */
const access = eventTypesOf({
  plugin: 'auth',
  category: 'ACCESS',
  madeBy: 'audit-log',
  types: [
    {
      eventId: 'sign-in',
      severities: ['medium'],
      summary: 'signed in, or tried to',
      actions: ['sign-in'],
      target: 'the auth provider',
      meta: {
        provider: 'The auth provider',
        flow: 'popup, redirect, or proxy for providers without sessions',
      },
    },
    {
      eventId: 'sign-out',
      severities: ['medium'],
      summary: 'signed out',
      actions: ['sign-out'],
      target: 'the auth provider',
      meta: { provider: 'The auth provider' },
    },
    {
      eventId: 'session-resume',
      summary: 'came back with a session',
      actions: ['session-resume'],
      target: 'the auth provider',
      meta: { provider: 'The auth provider', flow: 'session or proxy' },
    },
    {
      eventId: 'token-refresh',
      summary: 'had a token renewed',
      actions: ['token-refresh'],
      target: 'the auth provider, or the client',
      meta: {
        provider: 'The auth provider',
        flow: 'session or proxy',
        clientId: 'The client',
        clientName: 'Its name',
        grantType: 'How the client asked',
        scope: 'What the client may do',
      },
    },
    {
      eventId: 'provider-authorization',
      severities: ['medium'],
      summary: 'let the portal use an account elsewhere',
      actions: ['provider-authorization'],
      target: 'the auth provider',
      meta: { provider: 'The auth provider', flow: 'popup or redirect' },
    },
    {
      eventId: 'client-authorization',
      severities: ['medium'],
      summary: 'was asked to let a client in, or decided it',
      actions: ['request', 'approve', 'reject'],
      target: 'the client',
      meta: {
        clientId: 'The client',
        clientName: 'Its name',
        redirect: 'Where the person is sent back to',
        scope: 'What the client asks for',
      },
    },
    {
      eventId: 'client-token',
      severities: ['medium'],
      summary: 'signed in through a client',
      actions: ['client-token'],
      target: 'the client',
      meta: {
        clientId: 'The client',
        clientName: 'Its name',
        grantType: 'How it asked',
        scope: 'What it may do',
      },
    },
    {
      eventId: 'client-registration',
      severities: ['medium'],
      summary: 'registered a client',
      actions: ['client-registration'],
      target: 'the client',
      meta: { clientId: 'The client', clientName: 'Its name' },
    },
    {
      eventId: 'token-revocation',
      severities: ['medium'],
      summary: 'revoked the token of a client',
      actions: ['token-revocation'],
      target: 'the client',
      meta: { clientId: 'The client', clientName: 'Its name' },
    },
  ],
});

const recorder = eventTypesOf({
  plugin: 'audit-log-recorder',
  category: 'ACCESS',
  madeBy: 'audit-log',
  types: [
    {
      eventId: 'anonymous-events-omitted',
      severities: ['medium'],
      summary:
        'counted events of callers without credentials that were more than are recorded one by one',
      actions: ['omit'],
      meta: {
        omitted: 'How many',
        addresses: 'Of which addresses of clients, and how many of each',
        eventTypes: 'Of which types, and how many of each',
      },
    },
  ],
});

export const observedEventTypes: EventType[] = [
  ...access,
  ...notificationEventTypes,
  ...recorder,
  ...ownEventTypes,
];

/**
 * What HTTP capture records, of any plugin.
 *
 * @public
 */
export const httpRequestEventType: EventType = {
  plugin: '*',
  eventId: 'http-request',
  category: 'API',
  severities: ['low', 'medium'],
  summary: 'sent a request that nobody else recorded',
  actions: ['get', 'post', 'put', 'patch', 'delete'],
  target: 'the path',
  meta: {
    headers: 'Of the request, where the policy asks for them',
    body: 'Of the request, parsed, where the policy asks for it',
  },
  madeBy: 'audit-log',
};
