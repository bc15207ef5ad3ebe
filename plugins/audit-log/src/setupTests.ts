import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Rooms are loaded when they are opened, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

// jsdom has no layout; the virtualised table shows what fits into its size.
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: { get: () => 600 },
  offsetWidth: { get: () => 1200 },
  clientWidth: { get: () => 1200 },
});
Element.prototype.scrollTo = () => {};
