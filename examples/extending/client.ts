import { AuditLogClient } from 'backstage-plugin-audit-log-common';

/** Reads as a service token of `backend.auth.externalAccess` does. */
export function clientOf(portal: string, token: string) {
  return new AuditLogClient({
    discovery: { getBaseUrl: async plugin => `${portal}/api/${plugin}` },
    fetchApi: {
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: { ...init?.headers, authorization: `Bearer ${token}` },
        }),
    },
  });
}

/** What failed in the last hour, newest first. */
export async function failures(client: AuditLogClient) {
  const { items } = await client.listEvents({
    q: 'outcome:failed time>=-1h',
    limit: 100,
  });
  return items.map(({ recordedAt, actor, plugin, eventId, error }) => ({
    time: recordedAt,
    who: actor?.ref,
    what: `${plugin}: ${eventId}`,
    why: error?.message,
  }));
}
