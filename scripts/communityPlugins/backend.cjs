// The backend that makeBackend.mjs installs, started by useBackend.mjs.
const { createBackend } = require('@backstage/backend-defaults');
const {
  coreServices,
  createBackendModule,
  createServiceFactory,
} = require('@backstage/backend-plugin-api');
const {
  policyExtensionPoint,
} = require('@backstage/plugin-permission-node/alpha');
const { ConfigReader } = require('@backstage/config');

/** Names of permissions that nobody has. */
let denied = [];

const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'trial-policy',
  register(reg) {
    reg.registerInit({
      deps: { policies: policyExtensionPoint },
      async init({ policies }) {
        policies.setPolicy({
          handle: async ({ permission }) => ({
            result: denied.includes(permission.name) ? 'DENY' : 'ALLOW',
          }),
        });
      },
    });
  },
});

process.once('message', async ({ config, packages }) => {
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => new ConfigReader(config),
    }),
  );
  for (const name of packages) {
    backend.add(require(name).default);
  }
  backend.add(policy);
  process.on('message', message => {
    denied = message.denied ?? denied;
    process.send('done');
  });
  await backend.start();
  process.send('started');
});
