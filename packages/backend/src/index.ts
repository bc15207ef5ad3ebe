import { createBackend } from '@backstage/backend-defaults';
import { auditLogMailsModule } from 'backstage-plugin-audit-log-backend';
import { addPortal } from './addPortal';

const backend = createBackend();

addPortal(backend);
backend.add(import('backstage-plugin-audit-log-backend'));
backend.add(auditLogMailsModule);

backend.start();
