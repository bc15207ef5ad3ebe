/**
 * A small backend for crash tests: the audit log, or its delivery to another
 * backend, and a plugin that audits without pause and says on standard output
 * which of its calls have resolved.
 *
 * `node main.ts --config <file> [--split]`
 */
import { createBackend } from '@backstage/backend-defaults';
import { auditLogDeliveryFeatureLoader } from 'backstage-plugin-audit-log-node';
import { driverPlugin } from './driverPlugin';

// A full disk is simulated by a limit on the size of files: writing beyond it
// is to fail, not to end the process.
process.on('SIGXFSZ', () => {});

const backend = createBackend();
if (process.argv.includes('--split')) {
  backend.add(auditLogDeliveryFeatureLoader);
} else {
  backend.add(import('backstage-plugin-audit-log-backend'));
}
backend.add(driverPlugin);
// As a platform would: a backend that can't start is started again.
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
