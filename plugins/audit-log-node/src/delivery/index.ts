export { auditLogDeliveryFeatureLoader } from './deliveryPlugin';
export { HttpEventSink } from './HttpEventSink';
export type { HttpEventSinkOptions } from './HttpEventSink';
export { PortalFollower } from './PortalFollower';
export type { FollowOptions } from './PortalFollower';
