import { setTimeout as delay } from 'node:timers/promises';
import { PortalSession } from './PortalSession';

const DEADLINE_MS = 30_000;
const POLL_MS = 250;

/** Enables audit logging as an Admin, and waits until it is on. */
export async function enableLogging(admin: PortalSession): Promise<void> {
  const { status, body } = await admin.call(
    'POST',
    '/api/audit-log/v1/settings/enable',
    { body: {} },
  );
  if (status !== 202 && (await loggingState(admin)) !== 'enabled') {
    throw new Error(
      `Audit logging was not enabled, status ${status}: ${JSON.stringify(
        body,
      )}`,
    );
  }
  await waitForLoggingState(admin, 'enabled');
}

/** The state of audit logging, such as `enabled`. */
export async function loggingState(
  admin: PortalSession,
): Promise<string | undefined> {
  const { body } = await admin.call('GET', '/api/audit-log/v1/settings');
  return (body as { state?: string }).state;
}

/** Resolves when audit logging is in this state. */
export async function waitForLoggingState(
  admin: PortalSession,
  state: string,
): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while ((await loggingState(admin)) !== state) {
    if (Date.now() > deadline) {
      throw new Error(`Audit logging was not ${state} after ${DEADLINE_MS} ms`);
    }
    await delay(POLL_MS);
  }
}
