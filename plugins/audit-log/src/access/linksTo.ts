/** Where the audit log's tab is below an entity's page. */
export const ENTITY_PATH = '/audit-log';

/**
 * Selects the entry of a page in the navigation, and the audit log's tab on
 * the pages of entities, in Backstage's own layouts.
 *
 * @param page - path of the page in the portal, such as `/audit-log`
 */
export function linksTo(page: string): string {
  return [
    `nav a[href$=${quoted(page)}]`,
    // The menu of narrow windows is no part of the navigation.
    `a[class*="SidebarItem"][href$=${quoted(page)}]`,
    `[role="tab"][href^="/"][href$=${quoted(ENTITY_PATH)}]`,
    `[role="tablist"] a[href$=${quoted(ENTITY_PATH)}]`,
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
