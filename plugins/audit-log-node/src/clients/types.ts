/** An OAuth client, as the auth plugin knows it. */
export interface OAuthClient {
  id: string;
  name?: string;
}

/** The client that holds a token, or something else that was issued to it. */
export interface ClientEntry extends OAuthClient {
  /** Whether the token reached the plugin for AI assistants. */
  isAssistant: boolean;
  /** Epoch seconds when what it is about ends. */
  expiresAt: number;
}

/** Remembers clients for all replicas, and across restarts. */
export interface ClientStore {
  find(key: string): Promise<ClientEntry | undefined>;
  save(key: string, entry: ClientEntry): Promise<void>;
  /** Notes that a token reached the plugin for AI assistants. */
  markAssistant(key: string): Promise<void>;
}
