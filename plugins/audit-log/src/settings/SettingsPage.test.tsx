import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { QuarantinedEventSummary } from 'backstage-plugin-audit-log-common';
import { FakeAuditLog, refusal } from '../fixtures';
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

function showTab(state: 'hidden' | 'visible') {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** Somebody looks at another tab, and at this one again. */
function comeBack() {
  showTab('hidden');
  showTab('visible');
}

describe('SettingsPage', () => {
  afterEach(() => jest.restoreAllMocks());

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
      grants: [
        {
          id: '3',
          grantee: 'group:default/auditors',
          owner: 'user:default/ada',
        },
      ],
      legalHolds: [
        {
          id: '4',
          name: 'Case 7',
          owner: 'user:default/ada',
          query: 'plugin:catalog',
        },
      ],
    };
    await userEvent.click(
      await screen.findByRole('button', { name: 'Disable' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Export schedules (1)' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Nightly to S3' }),
    ).toHaveAttribute('href', '/audit-log/exports/1');
    expect(screen.getByText('grace')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'All export schedules' }),
    ).toHaveAttribute('href', '/audit-log/exports');
    const expectLinks = async (group: string, name: string, href: string) => {
      await userEvent.click(screen.getByRole('button', { name: group }));
      expect(await screen.findByRole('link', { name })).toHaveAttribute(
        'href',
        href,
      );
    };
    await expectLinks('Views (1)', 'Failures', '/audit-log?view=2');
    await expectLinks('Grants (1)', 'auditors', '/audit-log/settings#grants');
    await expectLinks(
      'Legal holds (1)',
      'Case 7',
      '/audit-log?q=plugin%3Acatalog&range=all',
    );
    // Each group is counted for itself, and is there where it is empty.
    await userEvent.click(
      screen.getByRole('button', { name: 'Storage integrations (0)' }),
    );
    expect(
      await screen.findByText('There is no storage integration.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Who read or downloaded events' }),
    ).toHaveAttribute(
      'href',
      '/audit-log?q=event%3Aevent-read%2Cevent-download&range=all',
    );
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

  it('goes from what hangs on the log to its section of the page', async () => {
    const log = open({});
    log.dependents = {
      ...log.dependents,
      storageIntegrations: [
        { name: 'archive', owner: 'user:default/ada', status: 'ready' },
      ],
    };
    await userEvent.click(
      await screen.findByRole('button', { name: 'Disable' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Storage integrations (1)' }),
    );
    await userEvent.click(await screen.findByRole('link', { name: 'archive' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
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

  it('shows who was faster where another Admin disables it first', async () => {
    const log = open({});
    await userEvent.click(
      await screen.findByRole('button', { name: 'Disable' }),
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Reason' }),
      'Too loud',
    );
    log.settings = {
      ...log.settings,
      state: 'disabled',
      changedBy: 'user:default/grace',
      reason: 'Moving',
    };
    jest
      .spyOn(log, 'disable')
      .mockRejectedValue(refusal(409, "Audit logging is 'disabled'"));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Disable audit logging' }),
    );
    const dialog = screen.getByRole('dialog');
    expect(
      await within(dialog).findByText('Reason: Moving'),
    ).toBeInTheDocument();
    expect(await within(dialog).findByText('grace')).toBeInTheDocument();
    expect(dialog).toHaveTextContent('Somebody else was faster');
    expect(dialog).not.toHaveTextContent('could not be disabled');
    expect(within(dialog).getByRole('textbox')).toHaveValue('Too loud');
    expect(
      within(dialog).getByRole('button', { name: 'Disable audit logging' }),
    ).toBeDisabled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('says who was faster where another Admin enables it first', async () => {
    const log = open({
      settings: { state: 'disabled', changedAt: null, changedBy: null },
    });
    const button = await screen.findByRole('button', { name: 'Enable' });
    log.settings = {
      ...log.settings,
      state: 'enabled',
      changedBy: 'user:default/grace',
      changedAt: '2026-11-22T10:00:00.000Z',
    };
    jest
      .spyOn(log, 'enable')
      .mockRejectedValue(refusal(409, "Audit logging is 'enabled'"));
    await userEvent.click(button);
    expect(
      await screen.findByText('Somebody else has asked for it before you.'),
    ).toBeInTheDocument();
    expect(await screen.findByText('grace')).toBeInTheDocument();
    expect(screen.queryByText(/could not be enabled/)).not.toBeInTheDocument();

    // What came of it is over once it is switched again.
    log.settings = {
      ...log.settings,
      state: 'disabled',
      changedAt: '2026-11-22T11:00:00.000Z',
    };
    comeBack();
    expect(await screen.findByText('Disabled')).toBeInTheDocument();
    expect(screen.queryByText(/asked for it/)).not.toBeInTheDocument();
    expect(screen.queryByText(/could not be enabled/)).not.toBeInTheDocument();
  });

  it('says why enabling failed as long as it is off', async () => {
    const log = open({
      settings: { state: 'disabled', changedAt: null, changedBy: null },
    });
    jest.spyOn(log, 'enable').mockRejectedValue(new Error('no room'));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enable' }),
    );
    expect(await screen.findByText(/no room/)).toBeInTheDocument();
    const read = jest.spyOn(log, 'getSettings');
    comeBack();
    await waitFor(() => expect(read).toHaveBeenCalled());
    expect(screen.getByText(/no room/)).toBeInTheDocument();
  });

  it('follows what somebody else switches', async () => {
    const log = open({
      settings: { state: 'disabled', changedAt: null, changedBy: null },
    });
    expect(await screen.findByText('Disabled')).toBeInTheDocument();
    log.settings = {
      ...log.settings,
      state: 'enabled',
      changedBy: 'user:default/grace',
      changedAt: '2026-11-22T10:00:00.000Z',
    };
    comeBack();
    expect(await screen.findByText('Enabled')).toBeInTheDocument();
  });

  it('takes away nothing that somebody types in when another Admin switches', async () => {
    const log = open({});
    const switchTo = (state: 'enabled' | 'disabled') => {
      log.settings = {
        ...log.settings,
        state,
        changedBy: 'user:default/grace',
        changedAt: '2026-11-22T10:00:00.000Z',
      };
      comeBack();
    };
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit rules' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Add rule' }));
    const draft = () => screen.getByRole('textbox', { name: /Name/ });
    await userEvent.clear(draft());
    await userEvent.type(draft(), 'my draft');
    switchTo('disabled');
    expect(await screen.findByText('Disabled')).toBeInTheDocument();
    expect(
      await screen.findByText(/switched audit logging off meanwhile/),
    ).toHaveTextContent(/^grace switched .* What you have open stays/);
    expect(draft()).toHaveValue('my draft');
    switchTo('enabled');
    expect(await screen.findByText('Enabled')).toBeInTheDocument();
    expect(
      screen.queryByText(/switched audit logging/),
    ).not.toBeInTheDocument();
    expect(draft()).toHaveValue('my draft');

    switchTo('disabled');
    await screen.findByText('Disabled');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() =>
      expect(screen.queryByText('Rules')).not.toBeInTheDocument(),
    );
  });

  it('asks nothing while its tab is hidden', async () => {
    const log = open({
      settings: { state: 'enabling', changedBy: 'user:default/grace' },
    });
    expect(await screen.findByText('Feature pending')).toBeInTheDocument();
    showTab('hidden');
    const read = jest.spyOn(log, 'getSettings');
    log.arrive(new Date());
    showTab('visible');
    expect(await screen.findByText('Enabled')).toBeInTheDocument();
    expect(read).toHaveBeenCalledTimes(1);
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
    const { recorder } = await new FakeAuditLog().getStatus();
    const log = open({});
    log.status = {
      health: 'impaired',
      auditorActive: false,
      problems: ['The journal is full.'],
      recorder: { ...recorder, dropped: 4321 },
    };
    expect(await screen.findByText('Impaired')).toBeInTheDocument();
    expect(screen.getByText('The journal is full.')).toBeInTheDocument();
    expect(screen.getByText('4,321')).toBeInTheDocument();
    expect(screen.getByText('Journal').nextSibling).toHaveTextContent('None');
    expect(screen.getByText(/Another override/)).toBeInTheDocument();
    expect(screen.getByText(/set backend.trustProxy/)).toBeInTheDocument();
  });

  const refused: QuarantinedEventSummary = {
    instance: 'backend-1',
    id: '0194fdc2-fa2f-7cc0-81d3-ff12045b73c8',
    plugin: 'catalog',
    eventId: 'location-mutate',
    severity: 'medium',
    outcome: 'succeeded',
    startedAt: '2026-11-22T10:00:00.000Z',
    actor: 'user:default/grace',
    target: 'url:https://example.com',
    reason: 'invalid byte sequence',
    since: '2026-11-22T10:00:05.000Z',
  };

  it('discards what the log refuses, once somebody is sure', async () => {
    const log = open({});
    const torn = { ...refused, id: 'torn', plugin: '', eventId: '' };
    log.quarantined = [
      refused,
      { ...torn, actor: null, target: null, reason: 'cut off' },
    ];
    expect(
      await screen.findByText('user:default/grace, on url:https://example.com'),
    ).toBeInTheDocument();
    expect(screen.getByText('A file that can not be read')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Discard catalog.location-mutate' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Discard the event?');
    expect(log.quarantined).toHaveLength(2);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Discard' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByText('catalog.location-mutate'),
      ).not.toBeInTheDocument(),
    );
    expect(log.quarantined.map(({ id }) => id)).toEqual(['torn']);
  });

  it('shows events that the log refuses, and has them tried again', async () => {
    const log = open({});
    log.quarantined = [refused];
    expect(
      await screen.findByText('catalog.location-mutate'),
    ).toBeInTheDocument();
    expect(screen.getByText('invalid byte sequence')).toBeInTheDocument();
    expect(screen.getByText(/backend-1/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(
        screen.queryByText('catalog.location-mutate'),
      ).not.toBeInTheDocument(),
    );
    expect(log.quarantined).toEqual([]);
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
