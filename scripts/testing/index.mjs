export { provideBrowser } from './browser.mjs';
export { findMissingServers } from './missingServers.mjs';
export { providePostgres, startPrivatePostgres } from './postgres.mjs';
export { summarize } from './reports.mjs';
export { suites } from './suites.mjs';
export { startTestPortal, startTestPortalOnPostgres } from './testPortal.mjs';
export { startTestSplit, startTestSplitOnPostgres } from './testSplit.mjs';
