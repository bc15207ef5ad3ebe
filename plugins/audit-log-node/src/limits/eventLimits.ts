/**
 * How long the texts of an event may be, in bytes of UTF-8. What is longer is
 * cut where the event is made, and refused where it is stored.
 *
 * @remarks
 * An index row of PostgreSQL holds at most 2,704 bytes: that bounds the refs.
 *
 * @public
 */
export const eventLimits = {
  plugin: 128,
  eventId: 256,
  action: 128,
  category: 64,
  instance: 256,
  'actor.ref': 512,
  'actor.onBehalfOf': 512,
  'actor.via': 512,
  'actor.clientId': 512,
  'actor.clientName': 256,
  'target.type': 64,
  'target.ref': 2048,
  'target.name': 512,
  'client.ip': 64,
  'client.userAgent': 1024,
  'request.method': 16,
  'request.path': 4096,
  'request.query': 4096,
  'request.traceId': 64,
  'request.requestId': 128,
  'request.claimedTraceId': 64,
  'request.claimedRequestId': 128,
  'error.name': 256,
  'error.message': 4096,
  /** All of it, as canonical JSON. */
  meta: 128 * 1024,
} as const;

/** What {@link storableMeta} keeps of a plugin's `meta`, in bytes of UTF-8. */
export const metaLimits = {
  /** Keys and values together, as JSON. */
  total: 32 * 1024,
  text: 1024,
  key: 128,
  /** Of one object or array. */
  entries: 100,
  depth: 8,
} as const;
