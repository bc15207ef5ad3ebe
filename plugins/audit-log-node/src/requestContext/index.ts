export { currentRequest, noteAudited, runInRequest } from './requestContext';
export type { RequestContext } from './requestContext';
