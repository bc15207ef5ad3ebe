import { communityPluginEventTypes } from './communityPlugins';
import { corePluginEventTypes } from './corePlugins';
import { observedEventTypes } from './observed';
import { EventType } from './types';

/**
 * Every event type that the audit log knows. Others are recorded as well; a
 * portal's plugins tell about theirs through the resolvers they register.
 *
 * @public
 */
export const eventTypes: readonly EventType[] = [
  ...observedEventTypes,
  ...corePluginEventTypes,
  ...communityPluginEventTypes,
];

export { httpRequestEventType } from './observed';
export { capturePage } from './capturePage';
export type { EventType } from './types';
