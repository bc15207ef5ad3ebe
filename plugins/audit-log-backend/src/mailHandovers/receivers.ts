import { AuthService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * Where the mails of one notification go, one of each mail: an address, or
 * undefined where it isn't known.
 */
export type Receivers = (
  user: string | null,
) => Promise<(string | undefined)[]>;

const BROADCAST = 'notifications.processors.email.broadcastConfig';

/**
 * Finds the addresses where the e-mail module does, which remembers what it
 * found for an hour.
 */
export function createReceivers(options: {
  auth: AuthService;
  catalog: CatalogService;
  config: Config;
}): Receivers {
  const { auth, catalog, config } = options;
  return async user => {
    if (user === null) {
      return broadcastReceivers(config);
    }
    const entity = await catalog.getEntityByRef(user, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const profile = entity?.spec?.profile as { email?: unknown } | undefined;
    const email = profile?.email;
    return [typeof email === 'string' && email !== '' ? email : undefined];
  };
}

/** Whom a broadcast is mailed to; nobody unless the configuration says so. */
function broadcastReceivers(config: Config): (string | undefined)[] {
  const broadcast = config.getOptionalConfig(BROADCAST);
  switch (broadcast?.getOptionalString('receiver')) {
    case 'config':
      return broadcast?.getOptionalStringArray('receiverEmails') ?? [];
    case 'users':
      return [undefined];
    default:
      return [];
  }
}
