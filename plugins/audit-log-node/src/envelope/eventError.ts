import { EventError } from 'backstage-plugin-audit-log-common';
import { redactText } from '../redaction';
import { MAX_ERROR_MESSAGE, capText, storableText } from './limits';

const MAX_CAUSES = 5;

/**
 * Name and message of whatever was thrown, with those of its causes. Never a
 * stack, never a secret.
 */
export function eventError(thrown: unknown): EventError {
  return {
    name: capText(storableText(nameOf(thrown)), 256),
    message: storableMessage(describe(thrown, MAX_CAUSES)),
  };
}

function storableMessage(message: string): string {
  const head = message.slice(0, 4 * MAX_ERROR_MESSAGE);
  const safe = storableText(redactText(head));
  return head.length === message.length
    ? capText(safe, MAX_ERROR_MESSAGE)
    : capText(safe + message.slice(head.length), MAX_ERROR_MESSAGE);
}

function nameOf(thrown: unknown): string {
  if (isErrorLike(thrown) && typeof thrown.name === 'string' && thrown.name) {
    return thrown.name;
  }
  return 'Error';
}

function describe(thrown: unknown, depth: number): string {
  if (!isErrorLike(thrown)) {
    return typeof thrown === 'string' ? thrown : `Thrown: ${typeof thrown}`;
  }
  const message = String(thrown.message ?? '');
  if (depth <= 0) {
    return message;
  }
  const inner = [
    ...(Array.isArray(thrown.errors) ? thrown.errors.slice(0, 10) : []),
    ...(isErrorLike(thrown.cause) ? [thrown.cause] : []),
  ]
    .map(error => `${nameOf(error)}: ${describe(error, depth - 1)}`)
    // Backstage's ForwardedError repeats its cause in its own message.
    .filter(text => !message.includes(text));
  return inner.length > 0
    ? `${message}; caused by ${inner.join('; ')}`
    : message;
}

function isErrorLike(value: unknown): value is {
  name?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown;
} {
  return typeof value === 'object' && value !== null && 'message' in value;
}
