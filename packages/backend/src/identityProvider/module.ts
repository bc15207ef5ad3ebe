import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { createIdentityProvider } from './provider';
import { startIdentityServer } from './server';

/**
 * Starts the demo's identity provider in the same process.
 *
 * It is a module of the auth plugin because modules are ready before their
 * plugin, and the plugin asks the provider for its metadata when it starts.
 */
export const identityProviderModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-identity-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
      },
      async init({ config, lifecycle, logger }) {
        const port = config.getNumber('demo.identityProvider.port');
        const issuer = `http://localhost:${port}`;
        const client = config.getConfig('auth.providers.oidc.development');
        const provider = await createIdentityProvider({
          issuer,
          clientId: client.getString('clientId'),
          clientSecret: client.getString('clientSecret'),
          redirectUri: `${config.getString(
            'backend.baseUrl',
          )}/api/auth/oidc/handler/frame`,
        });
        const server = await startIdentityServer({ provider, port });
        lifecycle.addShutdownHook(() => {
          server.close();
          server.closeAllConnections();
        });
        logger.info(`Demo identity provider is listening at ${issuer}`);
      },
    });
  },
});
