import { Config } from '@backstage/config';
import { readPlain } from '../config';
import { asRecord, textOf } from './payloads';

/**
 * The names of the clients that the portal configures, by their id. What the
 * auth plugin would refuse is passed over: it says so itself.
 */
export function readClientNames(config: Config): Map<string, string> {
  const clients = readPlain(config, 'auth.staticClients');
  return new Map(
    (Array.isArray(clients) ? clients : []).flatMap(client => {
      const { clientId, clientName } = asRecord(client);
      const id = textOf(clientId);
      return id ? [[id, textOf(clientName) ?? id] as const] : [];
    }),
  );
}
