export { checkPortal } from './checkPortal.mjs';
export { makePortal } from './makePortal.mjs';
export { packPlugins } from './packPlugins.mjs';
