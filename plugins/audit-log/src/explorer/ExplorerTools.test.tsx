import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { StreamedEvents } from 'backstage-plugin-audit-log-common';
import {
  address,
  grid,
  openExplorer,
  person,
  rows,
} from '../__testUtils__/openExplorer';
import { FakeAuditLog, admin, anEvent, manyEvents } from '../fixtures';

const button = (name: string) => screen.getByRole('button', { name });
const press = async (name: string) => person.click(button(name));

describe('the explorer’s tools', () => {
  it('names the run of a template by the name of the template', async () => {
    openExplorer(
      new FakeAuditLog({
        events: [
          anEvent({
            plugin: 'scaffolder',
            eventId: 'task',
            action: 'create',
            target: {
              type: 'task',
              ref: '7c1a1c0e',
              name: 'template:default/new-service',
            },
          }),
        ],
      }),
    );
    await grid();
    expect(rows()[0]).toHaveTextContent('new-service');
    expect(rows()[0]).not.toHaveTextContent('template:default');
  });

  it('says how many new events came, and shows them when asked', async () => {
    const log = new FakeAuditLog({ events: [anEvent({ sequence: '1' })] });
    const appended: StreamedEvents = {
      items: [
        anEvent({ sequence: '2', eventId: 'entity-mutate', action: 'delete' }),
        anEvent({ sequence: '3', eventId: 'entity-mutate', action: 'refresh' }),
      ],
      completeTo: { sequence: '3', time: null },
    };
    log.streamEvents = async function* stream(_, signal) {
      yield appended;
      await new Promise(resolve => signal?.addEventListener('abort', resolve));
    };
    const list = jest.spyOn(log, 'listEvents');
    openExplorer(log);
    const table = await grid();
    // Screen readers tell what comes into a region that was there before.
    const regions = screen.getAllByRole('status');
    await press('Watch for new events');
    const news = await screen.findByRole('button', { name: '2 new events' });
    expect(regions).toContain(news.closest('[role="status"]'));
    expect(rows()).toHaveLength(1);
    await person.click(news);
    await waitFor(() => expect(rows()).toHaveLength(3));
    expect(rows()[0]).toHaveTextContent('Refresh entity');
    expect(table).toHaveFocus();
    expect(list).toHaveBeenCalledTimes(1);
    expect(
      screen.queryByRole('button', { name: /^\d+ new event/ }),
    ).not.toBeInTheDocument();
  });

  it('forgets no new event while older ones are read', async () => {
    const log = new FakeAuditLog({ events: manyEvents(900, new Date()) });
    const appended = anEvent({ sequence: '901', eventId: 'entity-fetch' });
    const stream = jest.spyOn(log, 'streamEvents');
    stream.mockImplementation(async function* one(_, signal) {
      yield { items: [appended], completeTo: { sequence: '901', time: null } };
      await new Promise(resolve => signal?.addEventListener('abort', resolve));
    });
    const list = jest.spyOn(log, 'listEvents');
    openExplorer(log);
    const table = await grid();
    await press('Watch for new events');
    await screen.findByRole('button', { name: '1 new event' });
    // What is read from now on knows of the new event.
    log.events = [appended, ...log.events];
    table.focus();
    await person.keyboard('{PageDown>20/}');
    await waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(1));
    await waitFor(() => expect(table).toHaveAttribute('aria-busy', 'false'));
    expect(
      screen.getByRole('button', { name: '1 new event' }),
    ).toBeInTheDocument();
    expect(stream).toHaveBeenCalledTimes(1);
  });

  it('makes one search of all that is read at once', async () => {
    const log = new FakeAuditLog({ events: [anEvent()] });
    const reads = [
      jest.spyOn(log, 'listEvents'),
      jest.spyOn(log, 'getHistogram'),
      jest.spyOn(log, 'getFacets'),
    ];
    const ids = () =>
      reads.flatMap(read => read.mock.calls.map(([query]) => query.search));
    openExplorer(log);
    await grid();
    await waitFor(() => expect(ids()).toHaveLength(3));
    expect(new Set(ids()).size).toBe(1);
    expect(ids()[0]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    await press('Refresh');
    await waitFor(() => expect(new Set(ids()).size).toBe(2));
  });

  it('jumps to a time and reads both ways', async () => {
    const events = manyEvents(600, new Date());
    const at = events[300].startedAt;
    const log = new FakeAuditLog({ events });
    const list = jest.spyOn(log, 'listEvents');
    openExplorer(log);
    await grid();
    await press('Jump to a time');
    fireEvent.change(await screen.findByLabelText('Time'), {
      target: { value: localMinute(at) },
    });
    await person.click(screen.getByRole('button', { name: 'Jump' }));
    await waitFor(() => expect(address()).toContain('at='));
    const jumped = new URLSearchParams(address()).get('at')!;
    await waitFor(() => {
      const [older, newer] = list.mock.calls.slice(1).map(([query]) => query);
      expect(older).toMatchObject({ order: 'desc', to: jumped });
      expect(newer).toMatchObject({ order: 'asc', from: jumped });
    });
    await press('Jump to a time');
    await person.click(
      await screen.findByRole('button', { name: 'Back to the newest events' }),
    );
    await waitFor(() => expect(address()).not.toContain('at='));
  });

  it('downloads what the query finds, and says how much', async () => {
    const saved = jest.fn();
    URL.createObjectURL = saved.mockReturnValue('blob:x');
    URL.revokeObjectURL = jest.fn();
    const log = new FakeAuditLog({ events: [anEvent()] });
    const download = jest.spyOn(log, 'downloadEvents');
    download.mockResolvedValue(answering('a,b\r\n1,2\r\n'));
    openExplorer(log, { search: '?range=all&q=plugin:catalog' });
    await grid();
    await press('Download');
    await person.click(await screen.findByRole('menuitem', { name: /^CSV/ }));
    expect(
      await screen.findByText(/^Downloaded audit-log-.*csv: 10/),
    ).toBeVisible();
    expect(download.mock.calls[0][0]).toEqual({
      q: 'plugin:catalog',
      from: undefined,
      to: undefined,
      format: 'csv',
      formulaGuard: 'true',
    });
    expect(saved.mock.calls[0][0].size).toBe(10);
  });

  it('cancels a download, and says what went wrong with one', async () => {
    const saved = jest.fn();
    URL.createObjectURL = saved;
    const log = new FakeAuditLog({ events: [anEvent()] });
    const download: jest.SpiedFunction<FakeAuditLog['downloadEvents']> =
      jest.spyOn(log, 'downloadEvents');
    download.mockImplementationOnce(
      (_query, signal) =>
        new Promise<Response>((_, reject) =>
          signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    openExplorer(log);
    await grid();
    const start = async () => {
      await press('Download');
      await person.click(
        await screen.findByRole('menuitem', { name: /^JSON Lines/ }),
      );
    };
    await start();
    await person.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(
      await screen.findByText('The download was cancelled.'),
    ).toBeInTheDocument();
    download.mockRejectedValueOnce(new Error('statement timeout'));
    await start();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'statement timeout',
    );
    expect(saved).not.toHaveBeenCalled();
  });

  it('says that recording is impaired', async () => {
    openExplorer(new FakeAuditLog({ events: [anEvent()] }), {
      me: { logging: { ...admin.logging!, isImpaired: true } },
    });
    expect(
      await screen.findByText(/Recording is impaired/),
    ).toBeInTheDocument();
  });

  it('copies a cell and narrows the query to it', async () => {
    openExplorer(new FakeAuditLog({ events: [anEvent()] }));
    await grid();
    const cell = () =>
      rows()[0].querySelector('[data-column="actor"]') as HTMLElement;
    const ref = anEvent().actor!.ref!;
    fireEvent.contextMenu(cell());
    const menu = await screen.findByRole('menu', {
      name: 'Actions on the event',
    });
    expect(within(menu).getByText(`Copy “${ref}”`)).toBeInTheDocument();
    await person.click(within(menu).getByText(`Show only “${ref}”`));
    await waitFor(() => expect(address()).toContain(`q=actor:${ref}`));
  });

  it('shows everything around the time of an event', async () => {
    const event = anEvent();
    openExplorer(new FakeAuditLog({ events: [event] }), {
      search: `?range=all&q=plugin:catalog&event=${event.id}`,
    });
    await person.click(
      await screen.findByRole('button', {
        name: 'Show everything around this time',
      }),
    );
    await waitFor(() => expect(address()).toContain('from='));
    expect(address()).not.toContain('plugin:catalog');
    expect(address()).toContain(`event=${event.id}`);
  });
});

/** What a field of date and time holds. */
function localMinute(iso: string): string {
  const time = new Date(iso);
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** jsdom has no streams of its own. */
function answering(text: string): Response {
  const chunks = [new TextEncoder().encode(text)];
  return {
    headers: new Headers({ 'content-type': 'text/csv' }),
    body: {
      getReader: () => ({
        read: async () => ({
          done: chunks.length === 0,
          value: chunks.shift(),
        }),
      }),
    },
  } as unknown as Response;
}
