export { buildAppIfNeeded } from './appBundle.mjs';
export { startPortal } from './backend.mjs';
export { freePort, isPortTaken } from './ports.mjs';
