import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Me } from 'backstage-plugin-audit-log-common';
import { renderPage } from '../__testUtils__/renderPage';
import {
  FakeAuditLog,
  FakeExports,
  FakeIntegrations,
  aRun,
  aSchedule,
  aView,
  anEvent,
  anIntegration,
} from '../fixtures';
import { AuditLogPage } from '../page';
import { rooms } from '../rooms';
import { auditLogApiRef, exportsApiRef, integrationsApiRef } from '../shared';

const weekly = aSchedule({
  id: '01928f3c-0000-7000-b000-000000000002',
  name: 'Weekly table',
  owner: 'group:default/security',
  integration: 'lake',
  destination: 'gcs://lake/audit/{run}.csv',
  output: {
    format: 'csv',
    compression: 'none',
    formulaGuard: true,
    columns: null,
  },
  status: 'suspended',
  statusReason: 'Suspended after 11 failures in a row',
  failuresInARow: 11,
  lastRunStatus: 'failed',
  lastError: 'AccessDenied: no s3:PutObject for you',
  nextDueAt: null,
});

function open(
  path: string,
  options: {
    change?: Partial<FakeExports>;
    me?: Partial<Me>;
    isWithoutStorage?: boolean;
  } = {},
) {
  const log = new FakeAuditLog({ me: options.me, events: [anEvent()] });
  log.views = [aView()];
  const exports = new FakeExports();
  exports.schedules = [aSchedule(), weekly];
  exports.runs = [aRun()];
  Object.assign(exports, options.change);
  const integrations = new FakeIntegrations();
  integrations.items = options.isWithoutStorage ? [] : [anIntegration()];
  renderPage(<AuditLogPage rooms={rooms} />, {
    path,
    apis: [
      [auditLogApiRef, log],
      [exportsApiRef, exports],
      [integrationsApiRef, integrations],
    ],
  });
  return exports;
}

const list = () => screen.findByRole('table', { name: 'Export schedules' });
const row = async (name: string) =>
  within(await list()).getByRole('row', { name: new RegExp(name) });
const press = async (name: string | RegExp, role = 'button') =>
  userEvent.click(await screen.findByRole(role, { name }));
const chooseInMenu = async (schedule: string, action: string) => {
  await press(`Actions for “${schedule}”`);
  await press(action, 'menuitem');
};

describe('the list of export schedules', () => {
  it('shows what each does and how it went', async () => {
    open('/audit-log/exports');
    const nightly = await row('Failures to the archive');
    for (const text of [
      'Active',
      'Failures of svc-77',
      'main · JSON Lines',
      'Every day at 02:30 (Europe/Berlin)',
      'Succeeded',
    ]) {
      expect(nightly).toHaveTextContent(text);
    }
    const suspended = await row('Weekly table');
    expect(suspended).toHaveTextContent('Suspended');
    expect(suspended).toHaveTextContent('Failed');
    expect(suspended).toHaveTextContent('Not planned');
  });

  it('has no tab for those who may not manage exports', async () => {
    open('/audit-log', { me: { mayManageExports: false } });
    await screen.findByText('Settings');
    expect(screen.queryByText('Exports')).not.toBeInTheDocument();
  });

  it('opens with the filters of a link, and clears them', async () => {
    open('/audit-log/exports?status=suspended&format=csv');
    expect(within(await list()).getAllByRole('row')).toHaveLength(2);
    expect(screen.getByText('1 of 2')).toBeInTheDocument();
    await press('Clear filters');
    expect(within(await list()).getAllByRole('row')).toHaveLength(3);
  });

  it('opens with what uses an integration or a view', async () => {
    const viewId = '01928f3c-0000-7000-9000-000000000009';
    open('/audit-log/exports?integration=lake', {
      change: { schedules: [aSchedule(), { ...weekly, viewId }] },
    });
    expect(within(await list()).getAllByRole('row')).toHaveLength(2);
    expect(await row('Weekly table')).toBeInTheDocument();
    await press('Clear filters');
    await press(/^View/);
    await press('A view that you can’t see', 'option');
    await waitFor(() => expect(screen.getByText('1 of 2')).toBeInTheDocument());
    expect(await row('Weekly table')).toBeInTheDocument();
  });

  it('finds by name or destination, and says where nothing matches', async () => {
    open('/audit-log/exports');
    const search = await screen.findByRole('searchbox', {
      name: 'Search by name or destination',
    });
    await userEvent.type(search, 'gcs://lake');
    await waitFor(() => expect(screen.getByText('1 of 2')).toBeInTheDocument());
    expect(search).toHaveValue('gcs://lake');
    expect(within(await list()).getAllByRole('row')).toHaveLength(2);
    await userEvent.type(search, '-x');
    expect(await screen.findByText('No schedule matches')).toBeInTheDocument();
  });

  it('does one thing with all that are selected, and tells what failed', async () => {
    const exports = open('/audit-log/exports', {
      change: {
        schedules: [aSchedule(), { ...weekly, status: 'paused' }],
      },
    });
    await list();
    await press('Select all', 'checkbox');
    expect(await screen.findByText('2 selected')).toBeInTheDocument();
    await press('Pause');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(`Export schedule '${weekly.id}' is paused`);
    expect(exports.schedules.map(({ status }) => status)).toEqual([
      'paused',
      'paused',
    ]);
    expect(await screen.findByText('1 selected')).toBeInTheDocument();
    expect(
      screen.getByRole('checkbox', { name: 'Select “Weekly table”' }),
    ).toBeChecked();
  });

  it('asks before it deletes', async () => {
    const exports = open('/audit-log/exports');
    await list();
    await chooseInMenu('Weekly table', 'Delete');
    const dialog = await screen.findByRole('dialog', {
      name: 'Delete “Weekly table”?',
    });
    expect(exports.schedules).toHaveLength(2);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Delete' }),
    );
    await waitFor(() =>
      expect(screen.queryByText('Weekly table')).not.toBeInTheDocument(),
    );
    expect(exports.schedules).toHaveLength(1);
  });

  it('renames, unless somebody else was faster', async () => {
    const exports = open('/audit-log/exports');
    await list();
    await chooseInMenu('Weekly table', 'Rename');
    const field = await screen.findByRole('textbox', { name: /Name/ });
    await userEvent.clear(field);
    await userEvent.type(field, 'Table of the week');
    await press('Save');
    expect(await row('Table of the week')).toBeInTheDocument();
    expect(exports.schedules[1].destination).toBe(weekly.destination);
  });

  it.each([
    ['Take what is saved now', 'Theirs'],
    ['Keep mine and save over it', 'Mine'],
  ])('asks who is right where both renamed: %s', async (answer, name) => {
    const exports = open('/audit-log/exports');
    await list();
    await chooseInMenu('Weekly table', 'Rename');
    const field = await screen.findByRole('textbox', { name: /Name/ });
    await userEvent.clear(field);
    await userEvent.type(field, 'Mine');
    exports.schedules[1] = { ...weekly, name: 'Theirs', version: 4 };
    await press('Save');
    expect(await screen.findByText(/is now “Theirs”/)).toBeInTheDocument();
    await press(answer);
    expect(await row(name)).toBeInTheDocument();
    expect(exports.schedules[1].name).toBe(name);
  });

  it('leads to the first schedule', async () => {
    open('/audit-log/exports', { change: { schedules: [] } });
    expect(
      await screen.findByText('No export schedule yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Create schedule' }),
    ).toHaveAttribute('href', '/audit-log/exports/new');
  });

  it('leads to the settings where there is no storage yet', async () => {
    open('/audit-log/exports', {
      change: { schedules: [] },
      isWithoutStorage: true,
    });
    expect(
      await screen.findByRole('button', { name: 'Set up storage' }),
    ).toHaveAttribute('href', '/audit-log/settings');
  });

  it('offers another try where the backend does not answer', async () => {
    const listSchedules = jest
      .fn()
      .mockRejectedValueOnce(new Error('no route to host'))
      .mockResolvedValue({ items: [weekly] });
    open('/audit-log/exports', { change: { listSchedules } });
    expect(await screen.findByText('no route to host')).toBeInTheDocument();
    await press('Retry');
    expect(await row('Weekly table')).toBeInTheDocument();
  });
});

describe('the page of a schedule', () => {
  const page = `/audit-log/exports/${weekly.id}`;

  it('says why it is suspended, and resumes', async () => {
    const exports = open(page);
    const banner = await screen.findByRole('alert');
    expect(banner).toHaveTextContent('Suspended after 11 failures in a row');
    expect(banner).toHaveTextContent('no s3:PutObject for you');
    await userEvent.click(
      within(banner).getByRole('button', { name: 'Resume' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
    expect(exports.schedules[1].status).toBe('active');
    expect(await screen.findByText('It has not run yet.')).toBeInTheDocument();
  });

  it('sends now and follows the run to its end by itself', async () => {
    const exports = open(page);
    await press('Send now');
    const runs = await screen.findByRole('table', { name: 'Runs' });
    expect(await within(runs).findByText('Queued')).toBeInTheDocument();
    const [{ id }] = exports.runs;
    exports.changeRun(id, {
      status: 'running',
      fromSequence: '1',
      toSequence: '100',
      reachedSequence: '40',
    });
    const bar = await within(runs).findByRole('progressbar', {
      name: /40\s?% of the range/,
    });
    expect(bar).toHaveAttribute('aria-valuenow', '40');
    exports.changeRun(id, { status: 'succeeded', rows: 7, bytes: 1_500 });
    expect(await within(runs).findByText('Succeeded')).toBeInTheDocument();
    expect(within(runs).getByText('1.5 kB')).toBeInTheDocument();
  });

  it('tells what a run wrote where', async () => {
    open(`/audit-log/exports/${aSchedule().id}`);
    await press('Details of run 1');
    const run = aRun();
    for (const text of [
      run.destination,
      run.manifestDestination,
      run.sha256 as string,
    ]) {
      expect(await screen.findByText(text)).toBeInTheDocument();
    }
  });

  it('shows the storage’s own words, and retries', async () => {
    const exports = open(`/audit-log/exports/${aSchedule().id}`, {
      change: {
        runs: [
          aRun({
            status: 'failed',
            error: 'SlowDown: Please reduce your request rate.',
            errorKind: 'unavailable',
          }),
        ],
      },
    });
    expect(
      await screen.findByText(
        /The storage could not be reached: SlowDown: Please reduce/,
      ),
    ).toBeInTheDocument();
    await press('Retry run 1');
    expect(await screen.findByText('Queued')).toBeInTheDocument();
    await press('Cancel run 1');
    expect(await screen.findByText('Canceled')).toBeInTheDocument();
    expect(exports.runs[0].status).toBe('canceled');
  });

  it('loads older runs on demand', async () => {
    const runs = Array.from({ length: 30 }, (_, index) =>
      aRun({
        id: `01928f3c-0000-7000-c000-0000000001${String(index).padStart(
          2,
          '0',
        )}`,
        number: 30 - index,
      }),
    );
    open(`/audit-log/exports/${aSchedule().id}`, { change: { runs } });
    expect(await screen.findByText('Run 30')).toBeInTheDocument();
    expect(screen.queryByText('Run 1')).not.toBeInTheDocument();
    await press('Show older runs');
    expect(await screen.findByText('Run 1')).toBeInTheDocument();
  });

  it('says where a schedule does not exist', async () => {
    open('/audit-log/exports/gone');
    expect(
      await screen.findByText("There is no export schedule 'gone'"),
    ).toBeInTheDocument();
  });
});

describe('from the explorer', () => {
  it('schedules the export of what it shows, as a view', async () => {
    open('/audit-log?range=all&q=outcome%3Asucceeded');
    await press('Views');
    await press('Schedule export', 'menuitem');
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'Successes');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('heading', { name: 'Create export schedule' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /^View/ })).toHaveTextContent(
      'Successes',
    );
  });

  it('asks for no name where the view is saved already', async () => {
    open(`/audit-log?range=all&q=outcome%3Afailed&view=${aView().id}`);
    await press(/^View: Failures of svc-77/);
    await press('Schedule export', 'menuitem');
    expect(
      await screen.findByRole('heading', { name: 'Create export schedule' }),
    ).toBeInTheDocument();
  });

  it('is not offered to those who may not manage exports', async () => {
    open('/audit-log?range=all', { me: { mayManageExports: false } });
    await press('Views');
    await screen.findByRole('menuitem', { name: 'Save as view' });
    expect(
      screen.queryByRole('menuitem', { name: 'Schedule export' }),
    ).not.toBeInTheDocument();
  });
});
