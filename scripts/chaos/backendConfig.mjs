/**
 * Configuration of one backend of the crash tests. `ports` are those of all
 * backends by name; the database and the first backend are reached through
 * proxies.
 */
export function backendConfig(options) {
  const { name, ports, databaseUrl, databasePrefix, databasePort } = options;
  const { splitPort, journalFolder } = options;
  const { username, password } = databaseUrl;
  const endpoint = (port, plugin) => ({
    target: `http://127.0.0.1:${port}/api/${plugin}`,
    plugins: [plugin],
  });
  return {
    app: { baseUrl: 'http://127.0.0.1' },
    backend: {
      baseUrl: `http://127.0.0.1:${ports[name]}`,
      listen: { host: '127.0.0.1', port: ports[name] },
      lifecycle: { serverShutdownDelay: { milliseconds: 0 } },
      database: {
        client: 'pg',
        prefix: databasePrefix,
        connection: {
          host: '127.0.0.1',
          port: databasePort,
          user: username,
          password,
          connectionTimeoutMillis: 5_000,
          // A query whose answer never comes is not waited for for ever.
          query_timeout: 10_000,
        },
      },
    },
    discovery: {
      endpoints:
        name === 'split'
          ? [endpoint(splitPort, 'audit-log')]
          : [endpoint(ports.split, 'audit-log-delivery')],
    },
    auditLog: {
      logLines: false,
      defaultRules: false,
      instance: name,
      rules: [
        {
          name: 'strict operations',
          match: { event: 'strict-operation' },
          effect: 'record',
          durability: 'strict',
        },
      ],
      recording: {
        journal: { folder: journalFolder },
        // In memory is not durable: here a call never settles for it.
        patience: { hours: 1 },
        memory: { maxEvents: 300 },
        batch: { timeout: { seconds: 15 } },
        shutdown: { grace: { seconds: 2 }, drain: { seconds: 5 } },
      },
    },
  };
}
