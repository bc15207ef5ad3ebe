import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';

/** Begins something unsaved; what it returns ends it. */
type Begin = () => () => void;

export const UnsavedContext = createContext<Begin>(() => () => {});

/**
 * Tells the settings page that somebody has something open to type in, so that
 * it isn't taken away when audit logging is switched meanwhile.
 */
export function useUnsaved(isOpen: boolean): void {
  const begin = useContext(UnsavedContext);
  useEffect(() => (isOpen ? begin() : undefined), [isOpen, begin]);
}

/**
 * What is shown: as `wanted`, but that nothing is taken away in which somebody
 * has something open.
 */
export function useShown<T>(wanted: T): { shown: T; begin: Begin } {
  const [open, setOpen] = useState(0);
  const shown = useRef(wanted);
  if (open === 0) {
    shown.current = wanted;
  }
  const begin = useCallback(() => {
    setOpen(count => count + 1);
    return () => setOpen(count => count - 1);
  }, []);
  return { shown: shown.current, begin };
}
