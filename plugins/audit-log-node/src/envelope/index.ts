export {
  actorOf,
  actorOfRequest,
  actorWithClient,
  anonymousActor,
  withClient,
} from './actor';
export type { ActorServices } from './actor';
export { boundedEvent } from './boundedEvent';
export { beginEvent, endEvent } from './envelope';
export { eventError } from './eventError';
export { redactJson, storableMeta } from './meta';
export { memberOf, readableMeta, unreadableMeta } from './readable';
export { activeTraceId, claimedIds } from './correlationIds';
export { clientOf, requestFactsOf } from './requestFacts';
export type { AuditedRequest } from './requestFacts';
