import { resolve } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import express from 'express';

const FOLDER = resolve(__dirname, '../../../../examples/http');

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
