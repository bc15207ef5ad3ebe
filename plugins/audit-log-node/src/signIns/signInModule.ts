import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { auditLogRecorderServiceRef } from '../recorder';
import { auditLogResolversServiceRef } from '../resolvers';
import { IssuedTokens } from './IssuedTokens';
import { createSignInMiddleware } from './signInMiddleware';

/**
 * Records sign-ins, sign-outs, resumed sessions and renewed tokens of every
 * auth provider, and what command lines and AI assistants are let do.
 *
 * @public
 */
export const auditLogSignInsModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'audit-log',
  register(reg) {
    reg.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        database: coreServices.database,
        logger: coreServices.logger,
        recorder: auditLogRecorderServiceRef,
        resolvers: auditLogResolversServiceRef,
      },
      async init({
        httpRouter,
        httpAuth,
        database,
        logger,
        recorder,
        resolvers,
      }) {
        const issuedTokens = new IssuedTokens();
        try {
          issuedTokens.listenTo(await database.getClient());
        } catch (error) {
          // The plugin itself reports a database that it can't have.
          logger.warn(
            'Sign-ins by redirect are recorded without their person',
            toError(error),
          );
        }
        httpRouter.use(
          createSignInMiddleware({
            recorder,
            resolvers,
            httpAuth,
            issuedTokens,
            logger,
          }),
        );
      },
    });
  },
});
