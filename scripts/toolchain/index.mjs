export { run, runYarn, succeed } from './commands.mjs';
export { fingerprint, workspaceFolders } from './fingerprint.mjs';
export { installIfNeeded } from './install.mjs';
export { checkNodeVersion } from './node.mjs';
export { inRepository, root } from './paths.mjs';
