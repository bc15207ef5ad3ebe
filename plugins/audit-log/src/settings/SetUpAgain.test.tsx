import { screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeAuditLog } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { SettingsPage } from './SettingsPage';

function open(prepare: (log: FakeAuditLog) => void) {
  const log = new FakeAuditLog();
  prepare(log);
  renderInTestApp(
    <SettingsPage kept={<p>what is kept</p>}>
      <p>a card of another room</p>
    </SettingsPage>,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    },
  );
}

describe('the settings page', () => {
  it('names what has to be set up again', async () => {
    open(log => {
      log.dependents.toSetUpAgain = {
        storageIntegrations: ['archive', 'lake'],
        exportSchedules: ['Nightly'],
      };
      log.dependents.exportSchedules = [
        {
          id: '7',
          name: 'Nightly',
          owner: 'user:default/ada',
          status: 'paused',
        },
      ];
    });
    const again = (await screen.findByText(/put these out of service/))
      .parentElement!;
    expect(again).toHaveTextContent('Storage integrations: archive, lake');
    expect(again).toHaveTextContent('Export schedules: Nightly');
    expect(
      within(again).getByRole('link', { name: 'Nightly' }),
    ).toHaveAttribute('href', '/audit-log/exports/7');
  });

  it('leads to its sections in their order', async () => {
    open(() => {});
    const nav = await screen.findByRole('navigation', {
      name: 'Sections of the audit settings',
    });
    await screen.findByText('Coverage', { selector: 'a' });
    const links = [...nav.querySelectorAll('a')];
    expect(links.map(link => link.textContent)).toEqual([
      'Audit logging',
      'Recording',
      'Rules',
      'Coverage',
    ]);
    for (const link of links) {
      const section = document.querySelector(link.getAttribute('href')!);
      expect(section).toHaveTextContent(link.textContent!);
    }
  });

  it('shows while disabled what is kept, and nothing that needs the log', async () => {
    open(log => {
      log.settings.state = 'disabled';
      log.settings.keptUntil = '2026-01-01T00:00:00.000Z';
    });
    expect(await screen.findByText('what is kept')).toBeInTheDocument();
    expect(
      screen.queryByText('a card of another room'),
    ).not.toBeInTheDocument();
    expect(screen.getByText(/but for those on legal hold/)).toBeInTheDocument();
  });

  it('can not be switched where the configuration does, and says so', async () => {
    open(log => {
      log.settings.managedByConfig = { state: 'auditLog.enabled' };
    });
    expect(
      await screen.findByText(/Switched by auditLog.enabled/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Disable' }),
    ).not.toBeInTheDocument();
  });
});
