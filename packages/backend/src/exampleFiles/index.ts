import {
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import express from 'express';

const FOLDER = resolvePackagePath('backend', '../../examples/http');

/**
 * Serves catalog files at `/examples`, so that a location can be registered
 * without a network: the catalog's API takes no locations of type `file`.
 */
export default createBackendPlugin({
  pluginId: 'example-files',
  register(reg) {
    reg.registerInit({
      deps: { rootHttpRouter: coreServices.rootHttpRouter },
      async init({ rootHttpRouter }) {
        rootHttpRouter.use('/examples', express.static(FOLDER));
      },
    });
  },
});
