import { Config } from '@backstage/config';
import { JsonObject, JsonValue } from '@backstage/types';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { readPlain } from './readPlain';

/** The database of a plugin, as far as the configuration tells. */
export interface PluginDatabase {
  /** Undefined where no database is configured. */
  client: string | undefined;
  /** Then nothing in it outlives the process. */
  isInMemory: boolean;
  /** The file of the database, absolute; SQLite only. */
  file: string | undefined;
  /**
   * Tells the database from others: the same wherever the portal is started
   * from, and whoever it signs in as.
   */
  identity: string;
}

/**
 * What the database service of Backstage makes of `backend.database` for one
 * plugin. Never throws: what it can't be is for that service to say.
 */
export function databaseOf(config: Config, pluginId: string): PluginDatabase {
  const database = objectOf(readPlain(config, 'backend.database'));
  const own = objectOf(objectOf(database.plugin)[pluginId]);
  const baseClient = textOf(database.client);
  const client = textOf(own.client) ?? baseClient;
  if (client === undefined) {
    return { client, isInMemory: true, file: undefined, identity: 'none' };
  }
  const isSchemaMode = textOf(database.pluginDivisionMode) === 'schema';
  const base = connectionOf(client, database.connection);
  if (!isSchemaMode && !client.includes('sqlite')) {
    // The name of the base database is that of nobody's own.
    delete base.database;
  }
  const connection = {
    // A connection is that of its client.
    ...(client === baseClient ? base : {}),
    ...connectionOf(client, own.connection),
  };
  if (client.includes('sqlite')) {
    return { client, ...sqliteFile(connection, pluginId) };
  }
  const prefix = textOf(database.prefix) ?? 'backstage_plugin_';
  // A connection string within an object has the last word, in pg itself.
  const named =
    textOf(parsed(textOf(connection.connectionString) ?? '').database) ??
    textOf(connection.database);
  const name = isSchemaMode
    ? `${named ?? ''}/${textOf(database.schemaPrefix) ?? ''}${pluginId}`
    : named ?? `${prefix}${pluginId}`;
  const server = ['host', 'port', 'instance', 'socketPath', 'server']
    .map(key => connection[key])
    .filter(isScalar)
    .join(':');
  return {
    client,
    isInMemory: false,
    file: undefined,
    identity: `${client} ${server} ${name}`,
  };
}

function sqliteFile(connection: JsonObject, pluginId: string) {
  const filename = textOf(connection.filename);
  if (filename === ':memory:') {
    return { isInMemory: true, file: undefined, identity: 'memory' };
  }
  const file = resolve(
    join(textOf(connection.directory) ?? '.', filename ?? `${pluginId}.sqlite`),
  );
  return { isInMemory: false, file, identity: `sqlite ${file}` };
}

/** A connection is an object, or one text in the form of its client. */
function connectionOf(
  client: string,
  value: JsonValue | undefined,
): JsonObject {
  if (typeof value !== 'string') {
    const connection = { ...objectOf(value) };
    const text = textOf(connection.connectionString);
    return text ? { ...connection, ...parsed(text) } : connection;
  }
  return client.includes('sqlite') ? { filename: value } : parsed(value);
}

/** Where a connection string leads; without who signs in. */
function parsed(text: string): JsonObject {
  if (!URL.canParse(text)) {
    // A socket: `/var/run/postgresql portal`.
    const [socket, database] = text.split(' ');
    return isAbsolute(socket)
      ? { host: socket, ...(database && { database }) }
      : {};
  }
  const { hostname, port, pathname, searchParams } = new URL(text);
  const database = decoded(pathname.slice(1));
  const host = hostname || searchParams.get('host');
  return {
    ...(host && { host }),
    ...(port && { port }),
    ...(database && { database }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isScalar(value: JsonValue | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** How a database is called in one line for an operator. */
export function describeDatabase(database: PluginDatabase): string {
  const { client, file, isInMemory } = database;
  if (client === undefined) {
    return 'none configured';
  }
  if (isInMemory) {
    return `${client}, in memory`;
  }
  return file ? `${client}, ${basename(file)} in ${dirname(file)}` : client;
}
