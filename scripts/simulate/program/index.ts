export { startDelivering } from './delivering';
export { startPortal } from './portal';
export { checkLog } from './checkLog';
