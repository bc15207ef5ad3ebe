import { EventError } from 'backstage-plugin-audit-log-common';
import { eventLimits, safeText } from '../limits';
import { UNREADABLE } from './readable';

/** How deep causes are followed. */
const MAX_DEPTH = 5;
/** Most errors that are told of one failure. */
const MAX_ERRORS = 20;
/** Of one message, in characters, before all of them are cut to the limit. */
const MAX_MESSAGE = 4 * eventLimits['error.message'];

/**
 * Name and message of whatever was thrown, with those of its causes. Never a
 * stack, never a secret.
 */
export function eventError(thrown: unknown): EventError {
  try {
    return {
      name: safeText(nameOf(thrown), eventLimits['error.name']),
      message: safeText(
        describe(thrown, MAX_DEPTH, { left: MAX_ERRORS }),
        eventLimits['error.message'],
      ),
    };
  } catch {
    // Getters and proxies of whoever threw it.
    return { name: 'Error', message: UNREADABLE };
  }
}

function nameOf(thrown: unknown): string {
  if (isErrorLike(thrown) && typeof thrown.name === 'string' && thrown.name) {
    return thrown.name;
  }
  return 'Error';
}

function describe(
  thrown: unknown,
  depth: number,
  errors: { left: number },
): string {
  errors.left -= 1;
  if (!isErrorLike(thrown)) {
    return typeof thrown === 'string' ? thrown : `Thrown: ${typeof thrown}`;
  }
  const full = String(thrown.message ?? '');
  // The text itself where it is short, so that nothing is said to be cut.
  const message = depth < MAX_DEPTH ? full.slice(0, MAX_MESSAGE) : full;
  if (depth <= 0) {
    return message;
  }
  const inner = [
    ...(Array.isArray(thrown.errors) ? thrown.errors.slice(0, 10) : []),
    ...(isErrorLike(thrown.cause) ? [thrown.cause] : []),
  ]
    .flatMap(error =>
      errors.left > 0
        ? [`${nameOf(error)}: ${describe(error, depth - 1, errors)}`]
        : [],
    )
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
