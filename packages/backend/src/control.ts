/**
 * The portal without the audit log: `yarn attack` compares with it, to tell
 * what goes wrong because of the audit log from what goes wrong without it.
 */
import { createBackend } from '@backstage/backend-defaults';
import { addPortal } from './addPortal';

const backend = createBackend();

addPortal(backend);

backend.start();
