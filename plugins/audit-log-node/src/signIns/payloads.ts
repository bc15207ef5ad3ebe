/** An unsigned look into a token that the portal itself has just issued. */
export function tokenClaims(token: unknown): { sub?: string; exp?: number } {
  if (typeof token !== 'string') {
    return {};
  }
  const claims = asRecord(
    parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
  );
  return {
    ...(typeof claims.sub === 'string' && { sub: claims.sub }),
    ...(typeof claims.exp === 'number' && { exp: claims.exp }),
  };
}

/**
 * What a popup tells the window that opened it: an HTML page whose script
 * holds the answer as URI encoded JSON.
 */
export function popupPayload(
  html: string,
): Record<string, unknown> | undefined {
  const encoded = /decodeURIComponent\('([^']*)'\)/.exec(html)?.[1];
  if (encoded === undefined) {
    return undefined;
  }
  try {
    const payload = asRecord(JSON.parse(decodeURIComponent(encoded)));
    return payload.type === 'authorization_response' ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** What a provider's answer says about the person; `now` in epoch seconds. */
export function identityOf(
  response: unknown,
  now: number,
): {
  user?: string;
  expiresAt?: number;
} {
  const { backstageIdentity, providerInfo } = asRecord(response);
  const identity = asRecord(backstageIdentity);
  const claims = tokenClaims(identity.token);
  const user = asRecord(identity.identity).userEntityRef ?? claims.sub;
  const { expiresInSeconds } = asRecord(providerInfo);
  const ends = [
    claims.exp,
    typeof expiresInSeconds === 'number' ? now + expiresInSeconds : undefined,
  ].filter(end => end !== undefined);
  return {
    ...(typeof user === 'string' && { user }),
    ...(ends.length > 0 && { expiresAt: Math.min(...ends) }),
  };
}

/** Error of an answer, as Backstage or as OAuth writes it. */
export function answeredError(
  body: unknown,
  status: number | undefined,
): { name: string; message: string } {
  const { error, error_description: description } = asRecord(body);
  if (typeof error === 'string') {
    return {
      name: error,
      message: typeof description === 'string' ? description : error,
    };
  }
  const { name, message } = asRecord(error);
  return {
    name: typeof name === 'string' ? name : 'Error',
    message:
      typeof message === 'string' ? message : `Answered with ${status ?? '?'}`,
  };
}

export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** The value as an object to read from; empty where it is none. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
