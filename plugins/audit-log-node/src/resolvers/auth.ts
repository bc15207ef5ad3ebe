import { targetFrom, text } from './generic';
import { EventResolver } from './types';

/**
 * Who signed in, out and on. Clients, such as command lines and AI
 * assistants, are the target of what they were let do, else the provider is.
 */
export const authResolver: EventResolver = ({ eventId, meta }) => ({
  category: 'ACCESS',
  action: text(meta.actionType) ?? eventId,
  target:
    // The plugin's own event: a service ends what a person had.
    targetFrom('entity', meta.userEntityRef) ??
    targetFrom('client', meta.clientId ?? meta.redirect, meta.clientName) ??
    targetFrom('auth-provider', meta.provider) ??
    targetFrom('plugin', 'auth'),
});
