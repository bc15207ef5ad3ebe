export type { HttpCaptureState } from './CapturePresence';
export {
  auditLogRootHttpRouterServiceFactory,
  createHttpCaptureMiddleware,
} from './httpCaptureMiddleware';
export type { HttpCaptureMiddlewareOptions } from './httpCaptureMiddleware';
export {
  auditLogActorReadersServiceFactory,
  auditLogHttpCaptureServiceRef,
} from './httpCaptureService';
export type { HttpCapturePresence } from './httpCaptureService';
export { readHttpPolicy } from './readHttpPolicy';
