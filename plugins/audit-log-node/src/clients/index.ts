export { clientKey, identityOfToken } from './clientKey';
export { auditLogClientsServiceRef } from './clientsService';
export { DatabaseClients } from './DatabaseClients';
export { KnownClients } from './KnownClients';
export type { ClientEntry, OAuthClient } from './types';
