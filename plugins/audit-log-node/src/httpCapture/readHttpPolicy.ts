import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  HttpPolicyRule,
  defaultHttpPolicy,
  httpPolicySchema,
} from 'backstage-plugin-audit-log-common';

/**
 * Reads `auditLog.httpCapture.policy`; the default policy comes after it.
 * Throws where a rule can't be understood.
 */
export function readHttpPolicy(config: Config): HttpPolicyRule[] {
  const policy = httpPolicySchema.safeParse(
    config.getOptional('auditLog.httpCapture.policy') ?? [],
  );
  if (!policy.success) {
    const { path, message } = policy.error.issues[0];
    throw new InputError(
      `Invalid configuration at '${[
        'auditLog.httpCapture.policy',
        ...path,
      ].join('.')}': ${message}`,
    );
  }
  return [...policy.data, ...defaultHttpPolicy];
}
