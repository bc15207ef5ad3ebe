import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  MetaCleaner,
  auditLogMetaCleanersServiceRef,
} from 'backstage-plugin-audit-log-node';

/** What people write into a claim is nobody else's business. */
export const withoutDiagnosis: MetaCleaner = async meta => {
  const { diagnosis, ...kept } = meta;
  return { ...kept, ...(diagnosis !== undefined && { diagnosis: '***' }) };
};

export const claimsModule = createBackendModule({
  pluginId: 'claims',
  moduleId: 'audit-log',
  register(reg) {
    reg.registerInit({
      deps: { cleaners: auditLogMetaCleanersServiceRef },
      async init({ cleaners }) {
        cleaners.register('claims', withoutDiagnosis);
      },
    });
  },
});
