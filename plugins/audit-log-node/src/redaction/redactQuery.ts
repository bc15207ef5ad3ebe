import { redactionInForce } from './inForce';
import { REDACTED } from './marks';
import { redactText } from './redactText';
import { SecretNames } from './secretNames';

/**
 * Parameters that carry secrets in query strings, although their names say
 * something else elsewhere: OAuth codes, SAML assertions, presigned addresses.
 */
const secretParameters =
  /^(?:code|samlresponse|samlrequest|relaystate|ticket|key|auth|hash|x-(?:amz|goog)-(?:credential|signature|security-token))$/i;

const LONG_STATE = 20;
const MOST_PARAMETERS = 200;
const DEEPEST_ENCODING = 4;

/**
 * Redacts a query string. Names and harmless values stay as they were
 * written; a value that is a secret, or holds one, is replaced whole.
 *
 * @param query - without its leading `?`
 */
export function redactQuery(
  query: string,
  names: SecretNames = redactionInForce().names,
): string {
  const parameters = query.split('&', MOST_PARAMETERS + 1);
  const redacted = parameters
    .slice(0, MOST_PARAMETERS)
    .map(parameter => redactParameter(parameter, names));
  if (parameters.length > MOST_PARAMETERS) {
    redacted.push('[truncated]');
  }
  return redacted.join('&');
}

function redactParameter(parameter: string, names: SecretNames): string {
  const separator = parameter.indexOf('=');
  if (separator < 0) {
    const text = decode(parameter);
    return redactText(text, names) === text ? parameter : REDACTED;
  }
  const rawName = parameter.slice(0, separator);
  const rawValue = parameter.slice(separator + 1);
  const name = decode(rawName);
  const safeName = redactText(name, names) === name ? rawName : REDACTED;
  if (rawValue === '') {
    return `${safeName}=`;
  }
  const value = decode(rawValue);
  if (value === REDACTED) {
    return `${safeName}=${rawValue}`;
  }
  const secret =
    names.hides(name, value) ||
    secretParameters.test(name) ||
    (name === 'state' && value.length >= LONG_STATE) ||
    holdsSecret(value, names);
  return `${safeName}=${secret ? REDACTED : rawValue}`;
}

/** Addresses within addresses are encoded once per level. */
function holdsSecret(value: string, names: SecretNames): boolean {
  let text = value;
  for (let level = 0; level < DEEPEST_ENCODING; level++) {
    if (redactText(text, names) !== text) {
      return true;
    }
    const inner = decode(text);
    if (inner === text) {
      return false;
    }
    text = inner;
  }
  return false;
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) {
    return text;
  }
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
