import { Config } from '@backstage/config';
import {
  HttpPolicyRule,
  defaultHttpPolicy,
  httpPolicySchema,
} from 'backstage-plugin-audit-log-common';
import { ConfigValue } from '../config';

/**
 * Reads `auditLog.httpCapture.policy`; the default policy comes after it.
 * Throws where a rule can't be understood.
 */
export function readHttpPolicy(config: Config): HttpPolicyRule[] {
  const value = ConfigValue.at(config, 'auditLog').at('httpCapture.policy');
  const policy = httpPolicySchema.safeParse(value.raw ?? []);
  if (!policy.success) {
    throw value.schemaProblem(policy.error.issues[0]);
  }
  return [...policy.data, ...defaultHttpPolicy];
}
