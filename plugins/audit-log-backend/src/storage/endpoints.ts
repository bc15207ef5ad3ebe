import { InputError } from '@backstage/errors';
import { parseDestination } from 'backstage-plugin-audit-log-common';

const azureHosts =
  /^[a-z0-9]{3,24}\.blob\.core\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/;

/**
 * Refuses addresses that an Admin typed and that the operator did not allow:
 * the backend must not be made to talk to metadata services or to anything
 * else inside its network.
 *
 * @param allowed - origins of `auditLog.storage.allowedEndpoints`
 * @throws InputError naming the address and the configuration key.
 */
export function checkEndpoint(
  connection: { destination: string; endpoint?: string },
  allowed: string[],
): void {
  const { account } = parseDestination(connection.destination);
  if (connection.endpoint !== undefined) {
    const url = new URL(connection.endpoint);
    if (!allowed.includes(url.origin) || url.username || url.search) {
      throw notAllowed('endpoint', connection.endpoint);
    }
  } else if (account !== undefined && !azureHosts.test(account)) {
    if (!allowed.includes(`https://${account}`)) {
      throw notAllowed('account', account);
    }
  }
}

function notAllowed(field: string, value: string): InputError {
  return new InputError(
    `Body field '${field}' is '${value}': expected a storage of the cloud itself, or an origin listed in 'auditLog.storage.allowedEndpoints' of app-config.yaml`,
  );
}
