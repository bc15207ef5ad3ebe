export {
  auditLogActorReadersServiceFactory,
  auditLogRootHttpRouterServiceFactory,
  createHttpCaptureMiddleware,
} from './httpCaptureService';
