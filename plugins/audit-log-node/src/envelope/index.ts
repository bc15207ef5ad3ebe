export { actorOf, actorOfRequest, anonymousActor } from './actor';
export { beginEvent, endEvent } from './envelope';
export { eventError } from './eventError';
export { redactJson, storableMeta } from './meta';
export { clientOf, requestFactsOf, traceIdOf } from './requestFacts';
export type { AuditedRequest } from './requestFacts';
