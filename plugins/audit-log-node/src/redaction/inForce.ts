import { SecretNames, builtInNames } from './secretNames';

/** What a portal adds to the redaction that ships with the audit log. */
export interface RedactionInForce {
  readonly names: SecretNames;
  /** Global; whatever matches one is a secret. */
  readonly patterns: readonly RegExp[];
}

/**
 * One for the process, as secrets are taken out wherever text of others comes
 * in, far from every service: of requests, errors, meta and log lines.
 */
let inForce: RedactionInForce = { names: builtInNames, patterns: [] };

export function redactionInForce(): RedactionInForce {
  return inForce;
}

export function putInForce(redaction: RedactionInForce): void {
  inForce = redaction;
}
