/**
 * The id of the client in an `Authorization` header of the scheme Basic, as
 * OAuth writes it there.
 */
export function clientCredential(
  authorization: string | undefined,
): string | undefined {
  const encoded = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) {
    return undefined;
  }
  const [id, ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  try {
    return secret.length > 0
      ? decodeURIComponent(id.replace(/\+/g, ' ')) || undefined
      : undefined;
  } catch {
    return undefined;
  }
}
