import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { DatabaseClients, auditLogClientsServiceRef } from '../clients';
import { readPlainKeys } from '../config';
import { auditLogRecorderServiceRef } from '../recorder';
import { auditLogResolversServiceRef } from '../resolvers';
import { ClientsOfExchanges } from './ClientsOfExchanges';
import { DatabaseSessions } from './DatabaseSessions';
import { IssuedTokens } from './IssuedTokens';
import { MemorySessions } from './MemorySessions';
import { SessionsWithFallback } from './SessionsWithFallback';
import { Sessions } from './sessions';
import { readClientNames } from './readClientNames';
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
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        clients: auditLogClientsServiceRef,
        recorder: auditLogRecorderServiceRef,
        resolvers: auditLogResolversServiceRef,
      },
      async init({
        httpRouter,
        httpAuth,
        database,
        config,
        logger,
        clients,
        recorder,
        resolvers,
      }) {
        const issuedTokens = new IssuedTokens();
        let sessions: Sessions = new MemorySessions();
        try {
          const knex = await database.getClient();
          issuedTokens.listenTo(knex);
          sessions = new SessionsWithFallback({
            database: await DatabaseSessions.create({
              knex,
              now: Date.now,
              migrate: !database.migrations?.skip,
            }),
            logger,
          });
          // Its table was made with that of the sessions.
          clients.keepIn(new DatabaseClients(knex));
        } catch (error) {
          // The plugin itself reports a database that it can't have.
          logger.warn(
            'Who signed in before is remembered by this process alone',
            toError(error),
          );
        }
        httpRouter.use(
          createSignInMiddleware({
            recorder,
            resolvers,
            httpAuth,
            issuedTokens,
            sessions,
            clients: new ClientsOfExchanges(clients, readClientNames(config)),
            providers: readPlainKeys(config, 'auth.providers'),
            logger,
          }),
        );
      },
    });
  },
});
