import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { HttpCapturePresence } from 'backstage-plugin-audit-log-node';
import { AuditLogConfig } from '../config';
import { describeStart } from './describeStart';

/** Logs for the operator how the audit log has started. */
export function tellOfStart(options: {
  state: string;
  config: AuditLogConfig;
  rootConfig: Config;
  httpCapture: HttpCapturePresence;
  logger: LoggerService;
}): void {
  const { httpCapture, logger } = options;
  const { line, warnings } = describeStart({
    ...options,
    httpCapture: httpCapture.state,
  });
  logger.info(line);
  warnings.forEach(warning => logger.warn(warning));
}
