import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  ExportFormat,
  auditLogExportsExtensionPoint,
} from 'backstage-plugin-audit-log-node';

/** JSON Lines without what people sent from where. */
export const withoutAddresses: ExportFormat = {
  id: 'jsonl',
  version: 1,
  contentType: 'application/x-ndjson',
  async *encode(events) {
    for await (const { client, proof, ...event } of events) {
      yield Buffer.from(`${JSON.stringify(event)}\n`);
    }
  },
};

export const exportFormatModule = createBackendModule({
  pluginId: 'audit-log',
  moduleId: 'without-addresses',
  register(reg) {
    reg.registerInit({
      deps: { formats: auditLogExportsExtensionPoint },
      async init({ formats }) {
        formats.addExportFormat(withoutAddresses);
      },
    });
  },
});
