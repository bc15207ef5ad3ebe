import { Config } from '@backstage/config';
import { Severity, severities } from 'backstage-plugin-audit-log-common';
import { ConfigValue } from '../config';

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
    levels[severity] =
      ConfigValue.at(config, `${CONFIG_KEY}.${severity}`).oneOf(logLevels) ??
      levels[severity];
  }
  return levels;
}
