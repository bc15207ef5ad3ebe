import { fromPlugin } from './fromPlugin';
import { inCategory } from './inCategory';
import { isActor } from './isActor';
import { targetIsOwned } from './targetIsOwned';

/** Every rule for the resource type `audit-log-event`. */
export const auditLogEventRules = {
  isActor,
  inCategory,
  fromPlugin,
  targetIsOwned,
};
