export { provideBrowser } from './browser.mjs';
export { providePostgres, startPrivatePostgres } from './postgres.mjs';
export { suites } from './suites.mjs';
export { startTestPortal } from './testPortal.mjs';
export { startTestSplit } from './testSplit.mjs';
