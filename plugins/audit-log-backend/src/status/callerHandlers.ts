import { LoggingSummary } from 'backstage-plugin-audit-log-common';
import { AccessPolicy } from '../access';
import { Handlers } from '../rooms';

/** The route whose answer is about the caller. */
export function callerHandlers(options: {
  access: AccessPolicy;
  logging: () => Promise<LoggingSummary>;
}): Handlers<'getMe'> {
  const { access, logging } = options;
  return {
    getMe: async ({ credentials }) => {
      const me = await access.describe(credentials);
      const isTold = me.mayRead || me.mayUpdateSettings;
      return { ...me, logging: isTold ? await logging() : null };
    },
  };
}
