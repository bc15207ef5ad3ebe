/** The digest and the signatures that browsers have on pages with HTTPS. */
export type Subtle = Pick<SubtleCrypto, 'digest' | 'importKey' | 'verify'>;

type Bytes = Uint8Array<ArrayBuffer>;

export function bytesOfHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], pair => parseInt(pair, 16));
}

export function bytesOfBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0));
}

export function bytesOfText(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

export async function sha256(
  subtle: Subtle,
  ...parts: Uint8Array[]
): Promise<Bytes> {
  const joined = new Uint8Array(
    parts.reduce((length, part) => length + part.length, 0),
  );
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return new Uint8Array(await subtle.digest('SHA-256', joined));
}
