import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeAuditLog } from '../fixtures';
import { SettingsPage } from '../settings';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { RetentionCard } from './RetentionCard';

function open(
  options: ConstructorParameters<typeof FakeAuditLog>[0] = {},
  prepare: (log: FakeAuditLog) => void = () => {},
) {
  const log = new FakeAuditLog(options);
  prepare(log);
  renderInTestApp(
    <SettingsPage>
      <RetentionCard />
    </SettingsPage>,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    },
  );
  return log;
}

const click = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

const retentionRules = [
  { categories: ['PERMISSIONS'], minSeverity: 'high' as const, days: 365 },
];

describe('RetentionCard', () => {
  it('says how long what is kept, and what goes next', async () => {
    open({ settings: { retentionRules } });
    const table = await screen.findByRole('table', { name: 'Retention' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      'PERMISSIONS · High and above365 days',
      'Everything else30 days',
      'After disabling, until they are purged30 days',
    ]);
    expect(await screen.findByText('12 events')).toBeInTheDocument();
    expect(screen.getByText('7 events')).toBeInTheDocument();
  });

  it.each([
    [true, /held back until it has/],
    [false, /will be removed nevertheless/],
  ])('warns of unexported events (held back: %s)', async (isHeld, text) => {
    open({ settings: { holdUnexported: isHeld } }, log => {
      log.retention.unexported = [
        { schedule: 'Nightly', events: { count: 10_000, isComplete: false } },
      ];
    });
    const warning = await screen.findByText(text);
    expect(warning).toHaveTextContent(/Nightly.*more than 10,000 events/);
  });

  it('tells what a change would remove before it is saved', async () => {
    const log = open();
    await click('Edit retention');
    const days = screen.getByLabelText('Keep events for (days)');
    await userEvent.clear(days);
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(days, '7');
    expect(
      await screen.findByText(/next run removes more than 10,000 events/),
    ).toBeInTheDocument();
    await click('Add exception');
    // As it is, it would match every event.
    expect(screen.getByText(/nothing else applies/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Categories'), 'ai{Enter}');
    expect(screen.queryByText(/nothing else applies/)).not.toBeInTheDocument();
    await click('Save');
    expect(await screen.findByText('7 days')).toBeInTheDocument();
    expect(log.settings).toMatchObject({
      retentionDays: 7,
      retentionRules: [{ categories: ['AI'], days: 365 }],
    });
  });

  it('says which exception would never apply', async () => {
    open({
      settings: {
        retentionRules: [
          { minSeverity: 'high', days: 90 },
          { minSeverity: 'critical', days: 365 },
        ],
      },
    });
    await click('Edit retention');
    expect(screen.getByText(/Exception 2 never applies/)).toBeInTheDocument();
    await click('Move exception 2 up');
    expect(screen.queryByText(/never applies/)).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('says that days are minutes where somebody tries them', async () => {
    open({ settings: { daysAreMinutes: true } });
    expect(
      await screen.findByText(/each day of it lasts a minute/),
    ).toBeInTheDocument();
  });

  it('shows that another Admin was faster, and goes on from what they left', async () => {
    const log = open();
    await click('Edit retention');
    await log.updateSettings({ retentionDays: 90 }, log.settings.version);
    await click('Save');
    expect(
      await screen.findByText(/Somebody else has changed the settings/),
    ).toBeInTheDocument();
    expect(log.settings.retentionDays).toBe(90);
    await click('Load it again');
    expect(await screen.findByDisplayValue('90')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('can not change what comes from the configuration, and says so', async () => {
    const log = open({
      settings: {
        managedByConfig: { retentionDays: 'auditLog.retention.days' },
      },
    });
    expect(
      await screen.findByText(/Set by auditLog.retention.days/),
    ).toBeInTheDocument();
    await click('Edit retention');
    expect(screen.getByLabelText('Keep events for (days)')).toBeDisabled();
    const update = jest.spyOn(log, 'updateSettings');
    await click('Save');
    expect(update).toHaveBeenCalledWith(
      expect.not.objectContaining({ retentionDays: expect.anything() }),
      log.settings.version - 1,
    );
  });

  it('offers no editing where all of it comes from the configuration', async () => {
    open({
      settings: {
        managedByConfig: {
          retentionDays: 'a',
          recoveryDays: 'b',
          holdUnexported: 'c',
          retentionRules: 'd',
        },
      },
    });
    await screen.findByRole('table', { name: 'Retention' });
    expect(
      screen.queryByRole('button', { name: 'Edit retention' }),
    ).not.toBeInTheDocument();
  });
});
