import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { useLocation } from 'react-router-dom';
import { FakeAuditLog, aView, admin, anEvent } from '../fixtures';
import { MeContext, auditLogApiRef, rootRouteRef } from '../shared';
import { ExplorerPage } from './ExplorerPage';

function Address() {
  const { search } = useLocation();
  return <output data-testid="address">{decodeURIComponent(search)}</output>;
}

async function open(log: FakeAuditLog, search = '?range=all') {
  renderInTestApp(
    <MeContext.Provider value={admin}>
      <ExplorerPage />
      <Address />
    </MeContext.Provider>,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      mountPath: '/audit-log/*',
      initialRouteEntries: [`/audit-log${search}`],
      apis: [[auditLogApiRef, log]],
    },
  );
  await screen.findByRole('grid', { name: 'Audit events' });
}

const address = () => screen.getByTestId('address').textContent;
const openMenu = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const choose = async (name: string) =>
  userEvent.click(await screen.findByRole('menuitem', { name }));

const events = [anEvent({ outcome: 'failed' })];

describe('views in the explorer', () => {
  it('opens one and says when it was changed', async () => {
    const log = new FakeAuditLog({ events });
    log.views = [aView({ timeRange: { kind: 'all' } })];
    await open(log);
    await openMenu('Views');
    await choose('Failures of svc-77');
    await waitFor(() => expect(address()).toContain('q=outcome:failed'));
    await openMenu('View: Failures of svc-77');
    expect(screen.queryByText(/Save changes/)).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await openMenu('Clear Outcome');
    expect(
      await screen.findByRole('button', {
        name: 'View: Failures of svc-77 (changed)',
      }),
    ).toBeInTheDocument();
  });

  it('saves what is shown under a name', async () => {
    const log = new FakeAuditLog({ events });
    await open(log, '?range=all&q=outcome:failed');
    await openMenu('Views');
    await choose('Save as view');
    const dialog = await screen.findByRole('dialog', { name: 'Save as view' });
    const save = within(dialog).getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'Failures');
    await userEvent.click(save);
    expect(
      await screen.findByRole('button', { name: 'View: Failures' }),
    ).toBeInTheDocument();
    expect(log.views[0]).toMatchObject({
      name: 'Failures',
      query: 'outcome:failed',
      timeRange: { kind: 'all' },
    });
  });

  it('does not delete one that an export uses', async () => {
    const log = new FakeAuditLog({ events });
    const view = aView();
    log.views = [view];
    log.usedBy[view.id] = [
      { kind: 'schedule', id: '1', name: 'Nightly', owner: 'user:default/ada' },
    ];
    await open(log, `?range=all&view=${view.id}&q=outcome:failed`);
    await openMenu('View: Failures of svc-77');
    await choose('Delete');
    const dialog = await screen.findByRole('dialog', {
      name: /Delete the view/,
    });
    expect(await within(dialog).findByText(/Nightly/)).toBeInTheDocument();
    expect(
      within(dialog).getByRole('button', { name: 'Delete' }),
    ).toBeDisabled();
  });

  it('begins with the default one, but not over a link', async () => {
    const log = new FakeAuditLog({ events });
    log.views = [
      aView({ shared: true, isDefault: true, timeRange: { kind: 'all' } }),
    ];
    await open(log, '?range=all&q=svc-77');
    await openMenu('Views');
    expect(address()).toContain('q=svc-77');
  });

  it('counts events in a chart, and keeps one group', async () => {
    await open(
      new FakeAuditLog({ events: [...events, anEvent({ sequence: '9' })] }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Chart of events' }),
    );
    const table = await screen.findByRole('table', {
      name: 'Counts by Outcome',
    });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    await userEvent.click(
      within(table).getByRole('button', { name: 'Failed' }),
    );
    await waitFor(() => expect(address()).toContain('q=outcome:failed'));
    expect(address()).toContain('chart=');
  });
});
