// This is an app of its own.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { AutoSignIn } from './AutoSignIn';
import { fakeAuditLog } from './fakeAuditLog';
import { fakeExports } from './fakeExports';
import { fakeIntegrations } from './fakeIntegrations';
import auditLogPlugin, {
  auditLogApiRef,
  exportsApiRef,
  integrationsApiRef,
} from '../src';

const app = createApp({
  features: [
    auditLogPlugin,
    createFrontendModule({
      pluginId: 'audit-log',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: auditLogApiRef,
              deps: {},
              factory: () => fakeAuditLog(window.location.search),
            }),
        }),
        ApiBlueprint.make({
          name: 'exports',
          params: defineParams =>
            defineParams({
              api: exportsApiRef,
              deps: {},
              factory: () => fakeExports(),
            }),
        }),
        ApiBlueprint.make({
          name: 'integrations',
          params: defineParams =>
            defineParams({
              api: integrationsApiRef,
              deps: {},
              factory: () => fakeIntegrations(),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        SignInPageBlueprint.make({
          params: { loader: async () => AutoSignIn },
        }),
      ],
    }),
  ],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
