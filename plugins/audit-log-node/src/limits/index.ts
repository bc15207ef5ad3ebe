export { eventLimits, metaLimits } from './eventLimits';
export { overLimit } from './overLimit';
export { MARK_BYTES, capText, safeText, storableText } from './texts';
export {
  boundedAction,
  boundedActor,
  boundedTarget,
  withinLimits,
} from './withinLimits';
