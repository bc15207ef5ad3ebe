export {
  enableLogging,
  loggingState,
  waitForLoggingState,
} from './enableLogging';
export { playActivity } from './playActivity';
export { PortalSession } from './PortalSession';
export type { PortalAnswer } from './PortalSession';
