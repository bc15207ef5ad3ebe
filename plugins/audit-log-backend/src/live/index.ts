export { createLive } from './createLive';
