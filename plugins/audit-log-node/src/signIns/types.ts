/**
 * One request to the auth plugin and how it was answered: all that tells what
 * happened.
 */
export interface AuthExchange {
  /** When it was answered, in epoch seconds. */
  now: number;
  query: Record<string, unknown>;
  /** The `Authorization` header of the request. */
  authorization?: string;
  /** Parsed body of the request, where there was one. */
  requestBody: unknown;
  /** Value of `<provider>-refresh-token`, where the browser sent it. */
  sessionCookie: string | undefined;
  /** Undefined where the client went away before it was answered. */
  status: number | undefined;
  /** The `Location` header of the answer. */
  location: string | undefined;
  /** Body of the answer; undefined where it was too long to be one of ours. */
  body: string | undefined;
  /** Whom the plugin issued a token to while it answered, where known. */
  issuedTo: string | undefined;
}

/** Every event about access that the audit log makes itself. */
export const accessEvents = {
  'sign-in': { severity: 'medium' },
  'sign-out': { severity: 'medium' },
  'session-resume': { severity: 'low' },
  'token-refresh': { severity: 'low' },
  'provider-authorization': { severity: 'medium' },
  'client-authorization': { severity: 'medium' },
  'client-token': { severity: 'medium' },
  'client-registration': { severity: 'medium' },
  'token-revocation': { severity: 'medium' },
} as const;

export type AccessEventId = keyof typeof accessEvents;

/** What happened. */
export interface AuthOccurrence {
  eventId: AccessEventId;
  /** Unknown where the caller left before it was answered. */
  outcome: 'succeeded' | 'failed' | 'unknown';
  /** Entity ref of the person, where it is known from the exchange. */
  user?: string;
  /**
   * The bearer of the request acted, for instance by approving a client.
   */
  actsAsBearer?: boolean;
  meta: Record<string, string>;
  error?: { name: string; message: string };
  session?: SessionChange;
}

/** What an exchange tells about a person's session with a provider. */
export type SessionChange =
  | { change: 'ended' }
  | {
      /** `renewed`: by the session cookie. `asserted`: by a proxy, each time. */
      change: 'begun' | 'renewed' | 'asserted';
      /** Epoch seconds; when the browser needs a new token. */
      expiresAt?: number;
    };
