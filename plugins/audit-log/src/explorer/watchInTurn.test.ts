import { waitFor } from '@testing-library/react';
import { watchInTurn } from './watchInTurn';

/** One lock for all tabs of a browser, as `navigator.locks` has it. */
class OneLock {
  #holder: { reject: (error: Error) => void } | undefined;
  readonly #waiting: { grant: () => void }[] = [];

  request(
    _name: string,
    { steal, signal }: { steal?: boolean; signal?: AbortSignal },
    work: () => Promise<void>,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const holder = { reject };
      const grant = () => {
        this.#holder = holder;
        work().then(() => {
          if (this.#holder === holder) {
            this.#holder = undefined;
            this.#waiting.shift()?.grant();
          }
          resolve();
        }, reject);
      };
      if (!this.#holder || steal) {
        this.#holder?.reject(new DOMException('Stolen', 'AbortError'));
        grant();
        return;
      }
      const waiting = { grant };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', () => {
        const place = this.#waiting.indexOf(waiting);
        if (place >= 0) {
          this.#waiting.splice(place, 1);
          reject(new DOMException('Given up', 'AbortError'));
        }
      });
    });
  }
}

/** A tab that watches until it is closed. */
function openTab() {
  const controller = new AbortController();
  const tab = {
    connections: 0,
    looks: 0,
    close: () => controller.abort(),
    ended: Promise.resolve(),
  };
  tab.ended = watchInTurn({
    signal: controller.signal,
    onFailure: () => {},
    listen: async (seconds, signal) => {
      if (seconds === 0) {
        tab.looks += 1;
        return;
      }
      tab.connections += 1;
      await new Promise<void>(resolve => {
        signal.addEventListener('abort', () => resolve());
      });
      tab.connections -= 1;
    },
  });
  return tab;
}

describe('watchInTurn', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks');
  });

  it('has one connection for all tabs, of the one that was opened last', async () => {
    Object.defineProperty(navigator, 'locks', {
      configurable: true,
      value: new OneLock(),
    });
    const tabs = Array.from({ length: 7 }, openTab);
    const connected = () => tabs.map(({ connections }) => connections);
    await waitFor(() => expect(connected()).toEqual([0, 0, 0, 0, 0, 0, 1]));
    // The others look now and then.
    await waitFor(() =>
      tabs.slice(0, 6).forEach(({ looks }) => expect(looks).not.toBe(0)),
    );

    // When it is closed, one of the others goes on.
    tabs[6].close();
    await tabs[6].ended;
    await waitFor(() =>
      expect(connected().filter(count => count > 0)).toEqual([1]),
    );

    tabs.forEach(tab => tab.close());
    await Promise.all(tabs.map(({ ended }) => ended));
    expect(connected()).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('connects the tab that somebody turns to', async () => {
    Object.defineProperty(navigator, 'locks', {
      configurable: true,
      value: new OneLock(),
    });
    const first = openTab();
    const second = openTab();
    await waitFor(() => expect(second.connections).toBe(1));
    await waitFor(() => expect(first.looks).not.toBe(0));
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(first.connections).toBe(1));
    await waitFor(() => expect(second.connections).toBe(0));
    first.close();
    second.close();
    await Promise.all([first.ended, second.ended]);
  });

  it('connects each tab where the browser knows no locks', async () => {
    const tabs = [openTab(), openTab()];
    tabs.forEach(({ connections }) => expect(connections).toBe(1));
    tabs.forEach(tab => tab.close());
    await Promise.all(tabs.map(({ ended }) => ended));
  });
});
