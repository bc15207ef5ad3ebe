import { screen, waitFor, within } from '@testing-library/react';
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

  it('reads page after page, but keeps few rows in the document', async () => {
    const log = new FakeAuditLog({ events: manyEvents(450, new Date()) });
    const read = jest.spyOn(log, 'listEvents');
    open(log);
    const table = await grid();
    expect(rows().length).toBeLessThan(60);
    table.focus();
    await person.keyboard('{End}');
    await waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(1));
    expect(read.mock.calls[1][0].cursor).toBe('200');
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
