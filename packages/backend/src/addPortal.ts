import { createBackend } from '@backstage/backend-defaults';

/** Adds what the demo portal consists of, but for the audit log. */
export function addPortal(backend: ReturnType<typeof createBackend>): void {
  backend.add(import('@backstage/plugin-app-backend'));

  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
  backend.add(import('./identityProvider'));

  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(
    import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
  );
  backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
  backend.add(import('./exampleFiles'));

  backend.add(import('@backstage/plugin-scaffolder-backend'));

  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(import('./permissionPolicy'));

  backend.add(import('@backstage/plugin-notifications-backend'));
  backend.add(import('@backstage/plugin-notifications-backend-module-email'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-user-settings-backend'));
  backend.add(import('@backstage/plugin-mcp-actions-backend'));
  backend.add(import('@backstage/plugin-kubernetes-backend'));
}
