export {
  CallerLeftError,
  hasCallerLeft,
  isAbort,
  isCallerLeft,
  isClosedByOther,
} from './callerLeft';
