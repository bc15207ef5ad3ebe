import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import {
  address,
  grid,
  openExplorer as open,
  person,
  rows,
} from '../__testUtils__/openExplorer';
import { FakeAuditLog, admin, anEvent, manyEvents } from '../fixtures';

const failed = anEvent({
  sequence: '2',
  outcome: 'failed',
  plugin: 'scaffolder',
  eventId: 'task',
  action: 'create',
  actor: { type: 'user', ref: 'user:default/grace' },
  target: { type: 'task', ref: 'task:42' },
  error: { name: 'InputError', message: 'owner is missing' },
});
const two = () => new FakeAuditLog({ events: [failed, anEvent()] });

describe('ExplorerPage', () => {
  it('shows events newest first, in words', async () => {
    open(two());
    await grid();
    expect(rows()[0]).toHaveTextContent('Failed');
    expect(rows()[0]).toHaveTextContent('Start template');
    expect(rows()[0]).toHaveTextContent('grace');
    expect(rows()[1]).toHaveTextContent('Register location');
    expect(screen.getByText('2 events')).toBeInTheDocument();
  });

  it('asks for rows before it counts, also with another query', async () => {
    const log = two();
    const asked: string[] = [];
    for (const name of ['listEvents', 'getHistogram'] as const) {
      const original = log[name].bind(log) as (...a: unknown[]) => unknown;
      jest.spyOn(log, name).mockImplementation((...args: unknown[]) => {
        asked.push(name);
        return original(...args) as never;
      });
    }
    open(log, { search: '?range=all&q=plugin:catalog' });
    await grid();
    await waitFor(() => expect(asked).toEqual(['listEvents', 'getHistogram']));
    await person.click(screen.getByRole('button', { name: 'Clear Plugin' }));
    await waitFor(() =>
      expect(asked.slice(2)).toEqual(['listEvents', 'getHistogram']),
    );
  });

  it('filters with the query of the link, and a menu edits that query', async () => {
    open(two(), {
      search: '?range=all&q=plugin:catalog',
    });
    await grid();
    expect(rows()).toHaveLength(1);
    await person.click(screen.getByRole('button', { name: 'Clear Plugin' }));
    await person.click(screen.getByRole('button', { name: 'Outcome' }));
    await person.click(
      screen.getByRole('menuitemcheckbox', { name: 'Failed' }),
    );
    await waitFor(() => expect(address()).toContain('q=outcome:failed'));
    expect(await screen.findByText('Start template')).toBeInTheDocument();
    expect(screen.queryByText('Register location')).not.toBeInTheDocument();
  });

  it('applies what was typed with Enter, and not while it is wrong', async () => {
    open(two());
    await grid();
    await person.keyboard('/');
    const field = screen.getByRole('combobox', { name: 'Filter events' });
    expect(field).toHaveFocus();
    await person.type(field, 'plugn:catalog{Enter}');
    expect(field).toBeInvalid();
    expect(address()).not.toContain('q=');
    await person.clear(field);
    await person.type(field, 'plugin:catalog{Enter}');
    await waitFor(() => expect(address()).toContain('q=plugin:catalog'));
    await grid();
    expect(rows()).toHaveLength(1);
  });

  it('is moved through with the keyboard', async () => {
    open(two());
    const table = await grid();
    await person.tab();
    table.focus();
    await person.keyboard('{ArrowDown}{Enter}');
    const drawer = await screen.findByRole('dialog', { name: 'Event' });
    expect(drawer).toHaveTextContent('registered location');
    expect(address()).toContain(`event=${anEvent().id}`);
    await person.click(
      within(drawer).getByRole('button', { name: 'Newer event' }),
    );
    expect(await within(drawer).findByText('owner is missing')).toBeVisible();
    await person.click(within(drawer).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(address()).not.toContain('event='));
  });

  it('gives the keyboard back to the list when the event is closed', async () => {
    open(two());
    const table = await grid();
    table.focus();
    await person.keyboard('{Enter}');
    const drawer = await screen.findByRole('dialog', { name: 'Event' });
    await person.click(within(drawer).getByRole('tab', { name: 'JSON' }));
    expect(
      within(drawer).getByRole('tabpanel', { name: 'JSON' }),
    ).toBeVisible();
    await person.click(within(drawer).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(table).toHaveFocus());
  });

  it('finds more like a fact', async () => {
    open(two(), {
      search: `?range=all&event=${failed.id}`,
    });
    const drawer = await screen.findByRole('dialog', { name: 'Event' });
    await person.click(
      await within(drawer).findByRole('button', {
        name: 'Show only user:default/grace',
      }),
    );
    await waitFor(() =>
      expect(address()).toContain('q=actor:user:default/grace'),
    );
  });

  it('opens an event of a link that the table does not hold', async () => {
    open(two(), { search: `?q=plugin:catalog&range=all&event=${failed.id}` });
    const drawer = await screen.findByRole('dialog', { name: 'Event' });
    expect(await within(drawer).findByText('owner is missing')).toBeVisible();
  });

  it('says so where the event of a link does not exist', async () => {
    open(two(), { search: '?range=all&event=gone' });
    expect(
      await screen.findByText(/doesn’t exist, or you may not read it/),
    ).toBeInTheDocument();
  });

  it('puts a column of meta into the table', async () => {
    open(two());
    await grid();
    await person.click(screen.getByRole('button', { name: 'Columns' }));
    await person.click(screen.getByRole('checkbox', { name: 'meta.isDryRun' }));
    expect(
      screen.getByRole('columnheader', {
        name: /meta.isDryRun/,
        hidden: true,
      }),
    ).toBeInTheDocument();
  });

  describe('of many events', () => {
    /** Newest first; what a reader has passed is counted from 1. */
    const events = manyEvents(5_000, new Date());
    const openMany = async (search = '?range=all') => {
      const log = new FakeAuditLog({ events });
      const read = jest.spyOn(log, 'listEvents');
      open(log, { search });
      return { table: await grid(), read };
    };
    const first = () => rows()[0];
    const last = () => rows()[rows().length - 1];
    const idOf = (index: number) => `audit-event-${events.at(index)!.id}`;

    it('goes to both ends with one read each', async () => {
      const { table, read } = await openMany();
      expect(rows().length).toBeLessThan(60);
      table.focus();
      await person.keyboard('{End}');
      await waitFor(() => expect(last().id).toBe(idOf(-1)));
      expect(
        screen.getByText('No older events in this time range'),
      ).toBeInTheDocument();
      expect(read).toHaveBeenCalledTimes(2);
      expect(read.mock.calls[1][0].order).toBe('asc');
      expect(last()).toHaveAttribute('data-active', 'true');
      await person.keyboard('{Home}');
      await waitFor(() => expect(first().id).toBe(idOf(0)));
      expect(read).toHaveBeenCalledTimes(3);
      expect(table).toHaveFocus();
      expect(first()).toHaveAttribute('data-active', 'true');
    });

    it('offers both ends to the mouse, and goes on with the keyboard', async () => {
      await openMany();
      await person.click(screen.getByRole('button', { name: 'Oldest events' }));
      await waitFor(() => expect(last().id).toBe(idOf(-1)));
      await waitFor(() => expect(screen.getByRole('grid')).toHaveFocus());
      await person.click(screen.getByRole('button', { name: 'Newest events' }));
      await waitFor(() => expect(first().id).toBe(idOf(0)));
      await waitFor(() => expect(screen.getByRole('grid')).toHaveFocus());
      expect(
        screen.queryByRole('button', { name: 'Newest events' }),
      ).not.toBeInTheDocument();
    });

    it('keeps a bounded number of rows, and says where it is', async () => {
      const { table } = await openMany();
      const lastIndex = () => Number(last().getAttribute('aria-rowindex'));
      while (lastIndex() < 2_500) {
        table.scrollTop += 4_000;
        fireEvent.scroll(table);
        await waitFor(() =>
          expect(table).toHaveAttribute('aria-busy', 'false'),
        );
      }
      expect(last().id).toBe(idOf(lastIndex() - 2));
      const loaded = screen.getByText(/events loaded/).textContent!;
      expect(Number(loaded.replace(/\D/g, ''))).toBeLessThanOrEqual(2_000);
      // The row that was active is gone: the keyboard goes on in view.
      table.focus();
      await person.keyboard('{ArrowDown}');
      const active = document.querySelector('[data-active="true"]')!;
      expect(table).toHaveAttribute('aria-activedescendant', active.id);
    });

    it('says so where a page can’t be read, and reads it again', async () => {
      const { table, read } = await openMany();
      read.mockRejectedValueOnce(new Error('statement timeout'));
      table.focus();
      await person.keyboard('{End}');
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'Further events could not be loaded.',
      );
      expect(first().id).toBe(idOf(0));
      await person.click(screen.getByRole('button', { name: 'Retry' }));
      await waitFor(() => expect(last().id).toBe(idOf(-1)));
    });

    it('reads newer events also where a jump began at the very top', async () => {
      const at = events[300].startedAt;
      const { table } = await openMany(`?range=all&at=${at}`);
      table.focus();
      await person.keyboard('{Home}');
      await waitFor(() => expect(first().id).toBe(idOf(0)));
    });
  });

  describe('without events', () => {
    const empty = () => new FakeAuditLog({ events: [] });
    const recording = admin.logging!;

    it('offers to search all time and to clear the query', async () => {
      open(empty(), { search: '?q=svc-77' });
      await screen.findByText('No event matches');
      await person.click(
        screen.getByRole('button', { name: 'Clear the query' }),
      );
      await waitFor(() => expect(address()).not.toContain('svc-77'));
      await person.click(
        await screen.findByRole('button', { name: 'Search all time' }),
      );
      expect(
        await screen.findByText('Nothing recorded yet'),
      ).toBeInTheDocument();
    });

    it('tells an Admin that logging is off, with the way to the settings', async () => {
      open(empty(), { me: { logging: { ...recording, state: 'disabled' } } });
      expect(
        await screen.findByRole('button', { name: 'Open audit settings' }),
      ).toHaveAttribute('href', '/audit-log/settings');
      expect(screen.getByText(/Audit logging is off since/)).toHaveTextContent(
        'by ada',
      );
    });

    it.each([
      ['disabled', '2026-12-20T09:30:00.000Z'],
      ['disabling', null],
    ] as const)(
      'is closed to readers while logging is %s, and asks nothing',
      async (state, keptUntil) => {
        const log = two();
        const asked = jest.spyOn(log, 'listEvents');
        open(log, {
          me: {
            isAdmin: false,
            mayUpdateSettings: false,
            logging: { ...recording, state, keptUntil },
          },
        });
        expect(
          await screen.findByText(
            /only Admins may read the log\. Ask an Admin/,
          ),
        ).toBeInTheDocument();
        expect(asked).not.toHaveBeenCalled();
      },
    );

    it.each([null, '2026-12-20T09:30:00.000Z'])(
      'says whom to ask where it is withdrawn, with events kept until %s',
      async keptUntil => {
        const unavailableReason = 'Ask the data team in #audit';
        open(empty(), {
          me: {
            mayUpdateSettings: false,
            logging: {
              ...recording,
              state: 'disabled',
              keptUntil,
              unavailableReason,
            },
          },
        });
        expect(
          await screen.findByText(/Ask the data team in #audit/),
        ).toBeInTheDocument();
        expect(screen.queryByText(/enable it/)).not.toBeInTheDocument();
      },
    );

    it('says beside an empty list that it is of a part of the log', async () => {
      open(empty(), {
        me: {
          readingLimits: {
            grants: [{ limits: { categories: ['AI'] }, expiresAt: null }],
            byPolicy: false,
          },
        },
      });
      expect(
        await screen.findByText(/You see a part of the log/),
      ).toHaveTextContent('events of the category AI.');
    });

    it('is open to Admins while logging is disabled', async () => {
      const keptUntil = '2026-12-20T09:30:00.000Z';
      open(two(), {
        me: { logging: { ...recording, state: 'disabled', keptUntil } },
      });
      expect(await grid()).toBeInTheDocument();
    });

    it('asks a reader nothing that only Admins may', async () => {
      const log = empty();
      const settings = jest.spyOn(log, 'getSettings');
      open(log, { me: { mayUpdateSettings: false } });
      await screen.findByText('Nothing recorded yet');
      expect(settings).not.toHaveBeenCalled();
    });
  });

  it('says what went wrong and tries again', async () => {
    const log = two();
    jest
      .spyOn(log, 'listEvents')
      .mockRejectedValueOnce(new Error('statement timeout'));
    open(log);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'statement timeout',
    );
    await person.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await grid()).toBeInTheDocument();
  });

  it('explains the keyboard', async () => {
    open(two());
    await grid();
    await person.keyboard('?');
    expect(
      await screen.findByRole('dialog', { name: 'Keyboard' }),
    ).toBeInTheDocument();
  });
});
