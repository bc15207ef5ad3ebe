import { redactionInForce } from './inForce';

/** Whether a field of this name is expected to hold a secret. */
export function isSecretKey(name: string): boolean {
  return redactionInForce().names.has(name);
}

/** Whether a text in a field of this name is taken for a secret. */
export function isSecretValue(name: string, value: string): boolean {
  return redactionInForce().names.hides(name, value);
}
