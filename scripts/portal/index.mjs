export { buildAppIfNeeded } from './appBundle.mjs';
export { PortalStartError, startPortal } from './backend.mjs';
export { startSplitPortal } from './split.mjs';
export { freePort, isPortTaken } from './ports.mjs';
export { startS3 } from './s3.mjs';
