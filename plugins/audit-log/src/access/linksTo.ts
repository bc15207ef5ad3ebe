/** Where the audit log's tab is below an entity's page. */
export const ENTITY_PATH = '/audit-log';

/**
 * Selects the entry of a page in the navigation, and the audit log's tab on
 * the pages of entities, in Backstage's own layouts. The first tab is never
 * the audit log's, but may be of an entity that is called like it.
 *
 * @param page - address of the page in the portal, such as `/audit-log`
 */
export function linksTo(page: string): string {
  const tab = `[href$=${quoted(ENTITY_PATH)}]`;
  return [
    `nav a[href=${quoted(page)}]`,
    // The menu of narrow windows is no part of the navigation.
    `a[class*="SidebarItem"][href=${quoted(page)}]`,
    `nav:not([aria-label="Breadcrumbs"]) li:not(:first-child) > a${tab}`,
    `[role="tab"]:not(:first-child)${tab}`,
    `[role="tablist"] a:not(:first-child)${tab}`,
  ].join(', ');
}

/** A text in CSS: whatever a portal calls its pages, it ends nothing. */
function quoted(text: string): string {
  const escaped = text.replace(
    /["\\<\n\r\f]/g,
    character => `\\${character.charCodeAt(0).toString(16)} `,
  );
  return `"${escaped}"`;
}
