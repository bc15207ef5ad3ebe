export { auditLogDeliveryFeatureLoader } from './deliveryPlugin';
export { HttpEventSink } from './HttpEventSink';
export type { HttpEventSinkOptions } from './HttpEventSink';
