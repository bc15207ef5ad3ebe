import { AccessPolicy } from '../../access';
import { createOpenApiDocument } from '../openApi';
import { Handlers } from '../types';

/** Routes whose answer is about the caller, or the same for everybody. */
export function callerHandlers(options: {
  access: AccessPolicy;
}): Handlers<'getMe' | 'getOpenApi'> {
  const document = createOpenApiDocument();
  return {
    getMe: ({ credentials }) => options.access.describe(credentials),
    getOpenApi: async () => document as Record<string, never>,
  };
}
