import { createHash } from 'node:crypto';

/** What a client is remembered by. */
export type ClientKeyKind = 'token' | 'code' | 'refresh' | 'session' | 'name';

/** A name for what belongs to a client that doesn't tell what it was made of. */
export function clientKey(kind: ClientKeyKind, text: string): string {
  return createHash('sha256').update(`${kind} ${text}`).digest('hex');
}

/** What tells one token of a person from another. */
export interface TokenIdentity {
  key: string;
  /** Epoch seconds. */
  issuedAt: number;
  expiresAt: number;
}

/**
 * The identity of a token that the auth plugin issued to a person.
 *
 * @remarks
 * Plugins hand on a shorter token of the person, which is made of the longer
 * one: what both have is the proof of identity, signed once for every token.
 */
export function identityOfToken(token: string): TokenIdentity | undefined {
  try {
    const [, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const proof = claims.uip ?? signature;
    return typeof proof === 'string' && proof !== ''
      ? {
          key: clientKey('token', proof),
          issuedAt: Number(claims.iat) || 0,
          expiresAt: Number(claims.exp) || 0,
        }
      : undefined;
  } catch {
    return undefined;
  }
}
