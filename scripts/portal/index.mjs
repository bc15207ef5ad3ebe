export { buildAppIfNeeded } from './appBundle.mjs';
export { startPortal } from './backend.mjs';
export { startSplitPortal } from './split.mjs';
export { freePort, isPortTaken } from './ports.mjs';
