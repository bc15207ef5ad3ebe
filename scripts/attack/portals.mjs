import {
  startTestPortal,
  startTestPortalOnPostgres,
} from '../testing/testPortal.mjs';
import { until } from './readLog.mjs';
import { signIn } from './sessions.mjs';

/** More than a sound portal needs, and less than what a leak would take. */
const HEAP_MB = 1024;

/** Tokens of services: one that may append to the log, and one that may not. */
export const services = {
  edge: 'edge-of-the-attack-0123456789abcdef',
  stranger: 'stranger-of-the-attack-0123456789abcdef',
};

/** How many events of nobody are recorded a second, where not by default. */
const EVERYTHING = 1_000_000;

/**
 * What is attacked. On SQLite the demo as it is developed, whose log lines are
 * plain text, and which records of nobody all that it is sent; on PostgreSQL
 * as in production behind a proxy, with the limits that are the default.
 */
export const targets = {
  sqlite: {
    start: startTestPortal,
    anonymousPerSecond: EVERYTHING,
    env: {
      APP_CONFIG_auditLog_recording_anonymous_perAddress: String(EVERYTHING),
      APP_CONFIG_auditLog_recording_anonymous_total: String(EVERYTHING),
    },
  },
  postgres: {
    start: startTestPortalOnPostgres,
    // Of all addresses: callers behind a proxy may make them up.
    anonymousPerSecond: 50,
    env: {
      NODE_ENV: 'production',
      APP_CONFIG_backend_trustProxy: 'true',
      // To see that the portal knows its people.
      APP_CONFIG_auth_providers_guest_dangerouslyAllowOutsideDevelopment:
        'true',
    },
  },
};

/**
 * Starts one of the targets.
 *
 * @param options.isControl - without the audit log
 * @param options.onOutput - receives what it prints
 */
export function startTarget(name, { isControl = false, onOutput } = {}) {
  const { start, env } = targets[name];
  return start({
    onOutput,
    ...(isControl && { entry: 'src/control.ts' }),
    env: {
      ...env,
      NODE_OPTIONS: `${
        process.env.NODE_OPTIONS ?? ''
      } --max-old-space-size=${HEAP_MB}`.trim(),
      APP_CONFIG_backend_auth_externalAccess: JSON.stringify(
        Object.entries(services).map(([subject, token]) => ({
          type: 'static',
          options: { token, subject },
        })),
      ),
      APP_CONFIG_auditLog_ingest_allowedSubjects: JSON.stringify(['edge']),
    },
  });
}

/** Lets somebody sign in to a portal that may not know its people yet. */
export function signInWhenKnown(options) {
  return until(`"${options.username}" is to be known`, () =>
    signIn(options).then(
      session => ({ done: true, state: session }),
      ({ message }) => ({ done: false, state: message }),
    ),
  );
}
