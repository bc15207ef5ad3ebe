import { useEffect } from 'react';

/** What the keys do wherever the focus is, but in a field of text. */
export function usePageKeys(actions: {
  onQuery: () => void;
  onHelp: () => void;
  onEscape: () => void;
}): void {
  const { onQuery, onHelp, onEscape } = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.defaultPrevented || isBusy(event.target)) {
        return;
      }
      const action = { '/': onQuery, '?': onHelp, Escape: onEscape }[event.key];
      if (action) {
        event.preventDefault();
        action();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onQuery, onHelp, onEscape]);
}

/** Fields of text, menus and dialogs keep their keys. */
function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]',
    ) !== null
  );
}
