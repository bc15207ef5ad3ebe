import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeAuditLog } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { SettingsPage } from './SettingsPage';

function open(options: ConstructorParameters<typeof FakeAuditLog>[0] = {}) {
  const log = new FakeAuditLog(options);
  renderInTestApp(<SettingsPage />, {
    mountedRoutes: { '/audit-log': rootRouteRef },
    apis: [[auditLogApiRef, log]],
  });
  return log;
}

const rule = {
  name: 'quiet',
  match: { plugin: 'catalog', outcome: ['succeeded'] },
  effect: 'drop',
};

describe('rules and coverage in the settings', () => {
  it('shows the rules in order, with their hits', async () => {
    open({ settings: { rules: [rule as never] } });
    const list = await screen.findByRole('list', { name: 'Rules' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /quiet.*Plugin: catalog · Outcome: succeeded.*7 hits.*drop/,
    );
    expect(second).toHaveTextContent('default: plugins reading from plugins');
  });

  it('confirms what was saved, in its place', async () => {
    const shown = jest.fn();
    Element.prototype.scrollIntoView = shown;
    open({ settings: { rules: [rule as never] } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit rules' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Duplicate quiet' }),
    );
    shown.mockClear();
    await userEvent.click(screen.getByRole('button', { name: 'Save rules' }));
    const confirmation = await screen.findByText(/The rules were saved/);
    expect(shown.mock.contexts[0]).toContainElement(confirmation);
    const list = await screen.findByRole('list', { name: 'Rules' });
    await waitFor(() =>
      expect(within(list).getAllByText(/^quiet/)).toHaveLength(2),
    );

    await userEvent.click(screen.getByRole('button', { name: 'Edit rules' }));
    expect(screen.queryByText(/The rules were saved/)).not.toBeInTheDocument();
  });

  it('shows rules of the configuration without a way to change them', async () => {
    open({
      settings: {
        rules: [rule as never],
        managedByConfig: { rules: 'auditLog.rules' },
      },
    });
    expect(
      await screen.findByText(/come from auditLog.rules/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Edit rules' }),
    ).not.toBeInTheDocument();
  });

  it('says which plugins emit nothing', async () => {
    open();
    const heading = await screen.findByText('Plugins that emit nothing');
    expect(heading.parentElement).toHaveTextContent('techdocs');
  });

  it('counts only what can occur here', async () => {
    const log = new FakeAuditLog();
    const types = await log.listEventTypes();
    const missing = types.items.filter(
      ({ lastSeen, plugin }) =>
        lastSeen === null && types.plugins.some(({ id }) => id === plugin),
    );
    expect(missing.length).toBeGreaterThan(1);
    missing.forEach(type => {
      type.isPossible = false;
    });
    jest.spyOn(log, 'listEventTypes').mockResolvedValue(types);
    renderInTestApp(<SettingsPage />, {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    });
    const seen = types.items.filter(({ lastSeen }) => lastSeen !== null).length;
    expect(
      await screen.findByText(new RegExp(`^${seen} of the ${seen} types`)),
    ).toBeInTheDocument();
  });

  it('says of every type of event when it was recorded last', async () => {
    open();
    const user = userEvent.setup();
    const table = await screen.findByRole('table', { name: 'Types of events' });
    expect(within(table).getAllByText('never').length).toBeGreaterThan(5);
    expect(within(table).queryByRole('link')).not.toBeInTheDocument();
    // Of plugins that aren't installed, nothing can be missed.
    expect(within(table).queryByText(/^kubernetes/)).not.toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: /^Types of events/ }));
    await user.click(screen.getByRole('option', { name: /^Recorded/ }));
    const recorded = screen.getByRole('table', { name: 'Types of events' });
    expect(within(recorded).queryByText('never')).not.toBeInTheDocument();
    const [link] = within(recorded).getAllByRole('link');
    expect(link.getAttribute('href')).toMatch(
      /^\/audit-log\?q=plugin%3A[\w-]+%20event%3A[\w-]+$/,
    );
  });
});
