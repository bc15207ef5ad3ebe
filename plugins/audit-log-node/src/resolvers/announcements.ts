import { targetFrom } from './generic';
import { EventResolver } from './types';

/** What the path of a request names. */
const PATH =
  /\/api\/announcements\/(announcements|categories|tags)\/([^/]+)\/?$/i;

const typeOf: Record<string, string> = {
  announcements: 'announcement',
  categories: 'announcement-category',
  tags: 'announcement-tag',
};

/**
 * Announcements, their categories and tags. The plugin itself names
 * announcements alone, and nothing that is new.
 */
export const announcementsResolver: EventResolver = ({ meta, request }) => {
  const [, kind = '', name] = PATH.exec(request?.path ?? '') ?? [];
  return {
    category: 'NOTIFICATIONS',
    // Of a category that is deleted, the plugin tells an update.
    ...(request?.method === 'DELETE' && { action: 'delete' }),
    target:
      targetFrom('announcement', meta.uid) ??
      targetFrom(typeOf[kind.toLowerCase()], name && decodeURIComponent(name)),
  };
};
