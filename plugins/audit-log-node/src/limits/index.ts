export { eventLimits, metaLimits } from './eventLimits';
export { overLimit } from './overLimit';
export {
  MARK_BYTES,
  capText,
  isSuspectText,
  safeText,
  storableText,
} from './texts';
export { boundedTarget, withinLimits } from './withinLimits';
