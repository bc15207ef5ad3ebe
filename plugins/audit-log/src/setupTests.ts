import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Rooms are loaded when they are opened, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 60_000 });
jest.setTimeout(180_000);

// jsdom has no layout; the virtualised table shows what fits into its size.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { get: () => 600 },
  clientWidth: { get: () => 1200 },
  scrollHeight: { get: () => 100_000 },
});
Element.prototype.scrollTo = function scrollTo(
  this: Element,
  options?: ScrollToOptions | number,
) {
  const top = typeof options === 'object' ? options.top ?? 0 : 0;
  if (top !== this.scrollTop) {
    this.scrollTop = top;
    this.dispatchEvent(new Event('scroll'));
  }
};
