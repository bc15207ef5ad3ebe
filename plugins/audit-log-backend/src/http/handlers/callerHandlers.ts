import { LoggingSummary } from 'backstage-plugin-audit-log-common';
import { AccessPolicy } from '../../access';
import { createOpenApiDocument } from '../openApi';
import { Handlers } from '../types';

/** Routes whose answer is about the caller, or the same for everybody. */
export function callerHandlers(options: {
  access: AccessPolicy;
  logging: () => Promise<LoggingSummary>;
}): Handlers<'getMe' | 'getOpenApi'> {
  const { access, logging } = options;
  const document = createOpenApiDocument();
  return {
    getMe: async ({ credentials }) => {
      const me = await access.describe(credentials);
      const isTold = me.mayRead || me.mayUpdateSettings;
      return { ...me, logging: isTold ? await logging() : null };
    },
    getOpenApi: async () => document as Record<string, never>,
  };
}
