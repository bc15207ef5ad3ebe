import { RefObject, useLayoutEffect, useRef, useState } from 'react';

const MIN_HEIGHT_PX = 380;

/**
 * The height in pixels that an element needs to reach the bottom of the
 * window, so that it scrolls inside and its header stays in view; and the
 * width that it has.
 */
export function usePanelSize<T extends HTMLElement>(): {
  ref: RefObject<T>;
  height: number;
  width: number;
} {
  const ref = useRef<T>(null);
  const [size, setSize] = useState({
    height: MIN_HEIGHT_PX,
    width: window.innerWidth,
  });

  useLayoutEffect(() => {
    const measure = () => {
      const element = ref.current;
      if (element) {
        const top = element.getBoundingClientRect().top + window.scrollY;
        const bottom = bottomSpace(element);
        setSize({
          height: Math.max(MIN_HEIGHT_PX, window.innerHeight - top - bottom),
          width: element.clientWidth || window.innerWidth,
        });
      }
    };
    measure();
    window.addEventListener('resize', measure);
    const above = ref.current?.parentElement;
    const observer =
      above && 'ResizeObserver' in window
        ? new ResizeObserver(measure)
        : undefined;
    Array.from(above?.children ?? []).forEach(part => observer?.observe(part));
    return () => {
      window.removeEventListener('resize', measure);
      observer?.disconnect();
    };
  }, []);

  return { ref, ...size };
}

/** Padding below, up to the window: the app's bottom bar on a phone, a margin. */
function bottomSpace(element: HTMLElement): number {
  let space = 0;
  for (
    let parent = element.parentElement;
    parent;
    parent = parent.parentElement
  ) {
    space += parseFloat(getComputedStyle(parent).paddingBottom) || 0;
  }
  return space;
}
