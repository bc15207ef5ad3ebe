import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Severity, severities } from 'backstage-plugin-audit-log-common';

const CONFIG_KEY = 'backend.auditor.severityLogLevelMappings';
const logLevels = ['debug', 'info', 'warn', 'error'] as const;
const defaults: SeverityLevels = {
  low: 'debug',
  medium: 'info',
  high: 'info',
  critical: 'info',
};

type LogLevel = (typeof logLevels)[number];

/** The log level of the lines about events of each severity. */
export type SeverityLevels = Record<Severity, LogLevel>;

/** Reads the mapping that Backstage's own auditor is configured with. */
export function readSeverityLevels(config: Config): SeverityLevels {
  const levels = { ...defaults };
  for (const severity of severities) {
    const value = config.getOptionalString(`${CONFIG_KEY}.${severity}`);
    if (value !== undefined) {
      const level = logLevels.find(known => known === value);
      if (!level) {
        throw new InputError(
          `${CONFIG_KEY}.${severity} is '${value}'; expected one of '${logLevels.join(
            "', '",
          )}'`,
        );
      }
      levels[severity] = level;
    }
  }
  return levels;
}
