import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeAuditLog } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { SettingsPage } from './SettingsPage';

function open(settings: ConstructorParameters<typeof FakeAuditLog>[0]) {
  const log = new FakeAuditLog(settings);
  renderInTestApp(<SettingsPage />, {
    mountedRoutes: { '/audit-log': rootRouteRef },
    apis: [[auditLogApiRef, log]],
  });
  return log;
}

describe('SettingsPage', () => {
  it('enables: feature pending, then enabled with the way to the log', async () => {
    const log = open({
      settings: { state: 'disabled', changedAt: null, changedBy: null },
    });
    expect(
      await screen.findByText(/has never been enabled/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Enable' }));
    expect(await screen.findByText('Feature pending')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Enable' }),
    ).not.toBeInTheDocument();
    log.arrive(new Date());
    expect(await screen.findByText('Enabled')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Browse audit log' }),
    ).toHaveAttribute('href', '/audit-log');
  });

  it('disables with a reason, after showing what hangs on the log', async () => {
    const log = open({});
    log.dependents = {
      ...log.dependents,
      exportSchedules: [
        {
          id: '1',
          name: 'Nightly to S3',
          owner: 'user:default/grace',
          status: 'Active',
        },
      ],
      views: [{ id: '2', name: 'Failures', owner: 'user:default/ada' }],
      grants: [{ id: '3', grantee: 'group:default/auditors' }],
    };
    await userEvent.click(
      await screen.findByRole('button', { name: 'Disable' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'View exports (1)' }),
    );
    expect(await screen.findByText(/Nightly to S3/)).toBeInTheDocument();
    expect(screen.getByText('grace')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'View elements (2)' }),
    );
    expect(await screen.findByText('auditors')).toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Reason' }),
      ' Moving ',
    );
    const disable = jest.spyOn(log, 'disable');
    await userEvent.click(
      screen.getByRole('button', { name: 'Disable audit logging' }),
    );
    expect(disable).toHaveBeenCalledWith({ reason: 'Moving' });
    expect(await screen.findByText('Disabling')).toBeInTheDocument();
    log.arrive(new Date());
    expect(await screen.findByText('Disabled')).toBeInTheDocument();
    expect(screen.getByText('Reason: Moving')).toBeInTheDocument();
    expect(screen.getByText(/30 days left/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Enable' })).toBeEnabled();
  });

  it('stays in the dialog with the reason when disabling fails', async () => {
    const log = open({});
    jest.spyOn(log, 'disable').mockRejectedValue(new Error('locked'));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Disable' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Disable audit logging' }),
    );
    expect(await screen.findByText(/locked/)).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Disable audit logging' }),
    ).toBeEnabled();
  });

  it('says why a portal can not have it, and offers nothing', async () => {
    open({
      settings: {
        state: 'disabled',
        available: false,
        unavailableReason: 'MySQL is not supported. Ask platform@acme.',
      },
    });
    expect(await screen.findByText(/platform@acme/)).toBeInTheDocument();
    expect(screen.getByText('Unavailable')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says that nothing is kept once it was purged', async () => {
    open({ settings: { state: 'disabled', keptUntil: null } });
    expect(await screen.findByText('No events are kept.')).toBeInTheDocument();
  });

  it('shows what keeps events from being recorded', async () => {
    const log = open({});
    log.status = {
      health: 'impaired',
      auditorActive: false,
      problems: ['The journal is full.'],
    };
    expect(await screen.findByText('Impaired')).toBeInTheDocument();
    expect(screen.getByText('The journal is full.')).toBeInTheDocument();
    expect(screen.getByText(/Another override/)).toBeInTheDocument();
  });

  it('offers another try where the settings can not be read', async () => {
    const log = new FakeAuditLog();
    jest.spyOn(log, 'getSettings').mockRejectedValueOnce(new Error('down'));
    renderInTestApp(<SettingsPage />, {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    });
    expect(await screen.findByText(/down/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() =>
      expect(screen.getByText('Enabled')).toBeInTheDocument(),
    );
  });
});
