import { act, renderHook, waitFor } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { ReactNode } from 'react';
import { StreamedEvents } from 'backstage-plugin-audit-log-common';
import { FakeAuditLog, admin, anEvent } from '../fixtures';
import { MeContext, auditLogApiRef } from '../shared';
import { useLiveEvents } from './useLiveEvents';

/** A log whose streams say what the test has them say. */
function setUp(props: { isOn?: boolean; since?: string; to?: string } = {}) {
  const log = new FakeAuditLog();
  const opened: string[] = [];
  const scripts: (StreamedEvents | Error)[][] = [];
  const signals: AbortSignal[] = [];
  log.streamEvents = async function* stream({ after }, signal) {
    opened.push(after!);
    signals.push(signal!);
    for (const message of scripts.shift() ?? []) {
      if (message instanceof Error) {
        throw message;
      }
      yield message;
    }
    if (scripts.length === 0) {
      await new Promise(resolve =>
        signal?.addEventListener('abort', resolve, { once: true }),
      );
    }
  };
  const { isOn = true, since = '5', to } = props;
  const initialProps = { scope: { q: 'plugin:catalog', to }, since, isOn };
  return {
    opened,
    scripts,
    signals,
    render: () =>
      renderHook(useLiveEvents, {
        initialProps,
        wrapper: ({ children }: { children: ReactNode }) => (
          <MeContext.Provider value={admin}>
            <TestApiProvider apis={[[auditLogApiRef, log]]}>
              {children}
            </TestApiProvider>
          </MeContext.Provider>
        ),
      }),
  };
}

const message = (sequence: string, ...items: string[]): StreamedEvents => ({
  items: items.map(id => anEvent({ id, sequence })),
  completeTo: { sequence, time: null },
});

describe('useLiveEvents', () => {
  it('keeps what comes until it is taken', async () => {
    const { opened, scripts, render } = setUp();
    scripts.push([message('6', 'a'), message('8', 'b', 'c')]);
    const { result } = render();
    await waitFor(() => expect(result.current.waiting).toHaveLength(3));
    expect(result.current.completeTo?.sequence).toBe('8');
    expect(opened).toEqual(['5']);
    act(() => result.current.take());
    expect(result.current.waiting).toEqual([]);
  });

  it('goes on after what was heard last, and says so where it can’t', async () => {
    const { opened, scripts, render } = setUp();
    scripts.push(
      [message('6', 'a')],
      [new Error('no route to host')],
      [message('7', 'b')],
    );
    const { result } = render();
    await waitFor(() => expect(result.current.hasFailed).toBe(true), {
      timeout: 10_000,
    });
    await waitFor(() => expect(result.current.waiting).toHaveLength(2), {
      timeout: 10_000,
    });
    expect(result.current.hasFailed).toBe(false);
    expect(opened).toEqual(['5', '6', '6']);
  }, 180_000);

  it('has no connection while the tab is hidden, and goes on where it was', async () => {
    const { opened, scripts, signals, render } = setUp();
    scripts.push([message('6', 'a')]);
    const { result } = render();
    await waitFor(() => expect(result.current.waiting).toHaveLength(1));
    const visibility = jest.spyOn(document, 'visibilityState', 'get');
    const show = (state: DocumentVisibilityState) =>
      act(() => {
        visibility.mockReturnValue(state);
        document.dispatchEvent(new Event('visibilitychange'));
      });
    show('hidden');
    expect(signals[0].aborted).toBe(true);
    expect(opened).toEqual(['5']);
    show('visible');
    await waitFor(() => expect(opened).toEqual(['5', '6']));
    expect(result.current.waiting).toHaveLength(1);
    visibility.mockRestore();
  });

  it('leaves out that the reader reads', async () => {
    const { scripts, render } = setUp();
    const own = anEvent({
      plugin: 'audit-log',
      eventId: 'event-read',
      actor: { type: 'user', ref: admin.principal },
    });
    const other = anEvent({
      plugin: 'audit-log',
      eventId: 'event-read',
      actor: { type: 'user', ref: 'user:default/grace' },
    });
    scripts.push([{ ...message('7'), items: [own, other] }]);
    const { result } = render();
    await waitFor(() => expect(result.current.waiting).toEqual([other]));
  });

  it('counts an operation once whose outcome was corrected', async () => {
    const { scripts, render } = setUp();
    const corrected = anEvent({ id: 'b', sequence: '7', amends: 'a' });
    scripts.push([
      message('6', 'a'),
      { ...message('7'), items: [corrected] },
      message('8', 'c'),
    ]);
    const { result } = render();
    await waitFor(() => expect(result.current.completeTo?.sequence).toBe('8'));
    expect(result.current.waiting.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it.each([
    ['it is off', { isOn: false }],
    ['the range has ended', { to: '2026-11-22T00:00:00.000Z' }],
  ])('listens to nothing while %s', (_, props) => {
    const { opened, render } = setUp(props);
    render();
    expect(opened).toEqual([]);
  });
});
