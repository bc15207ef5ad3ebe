export { createRouter } from './createRouter';
export { createUnavailableRouter } from './createUnavailableRouter';
