import { hash } from 'node:crypto';

/** SHA-256 of bytes, or of the UTF-8 bytes of a text. */
export function sha256(input: string | Uint8Array): Buffer {
  return hash('sha256', input, 'buffer');
}
