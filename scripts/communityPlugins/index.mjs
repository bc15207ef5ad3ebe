export { makeBackend } from './makeBackend.mjs';
export { useBackend } from './useBackend.mjs';
