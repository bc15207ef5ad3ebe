import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import {
  FakeAuditLog,
  FakeExports,
  FakeIntegrations,
  aSchedule,
  aView,
  anEvent,
  anIntegration,
  refusal,
} from '../fixtures';
import { AuditLogPage } from '../page';
import { rooms } from '../rooms';
import { auditLogApiRef, exportsApiRef, integrationsApiRef } from '../shared';

const view = aView();
const lake = anIntegration({
  id: '01928f3c-0000-7000-a000-000000000002',
  name: 'lake',
  destination: 'gcs://example-lake/audit',
});

function open(
  path: string,
  change: Partial<FakeExports> = {},
  views = [view, aView({ id: `${view.id.slice(0, -1)}2`, name: 'Other' })],
) {
  const log = new FakeAuditLog();
  log.views = views;
  const exports = new FakeExports();
  const integrations = new FakeIntegrations();
  integrations.items = [anIntegration(), lake];
  exports.schedules = [aSchedule()];
  exports.previewRows = [anEvent()];
  Object.assign(exports, change);
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

const field = (name: RegExp) => screen.findByRole('textbox', { name });
const write = async (name: RegExp, text: string) =>
  fireEvent.change(await field(name), { target: { value: text } });
const choose = async (label: RegExp, option: string) => {
  await userEvent.click(await screen.findByRole('button', { name: label }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
};
const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const preview = () => screen.findByRole('complementary', { name: 'Preview' });

describe('creating a schedule', () => {
  it('begins with the view of the link and needs nothing more', async () => {
    const exports = open(`/audit-log/exports/new?view=${view.id}`);
    expect(await field(/Name/)).toHaveValue('Failures of svc-77');
    await press('Create schedule');
    expect(
      await screen.findByRole('heading', { name: 'Failures of svc-77' }),
    ).toBeInTheDocument();
    expect(exports.schedules[1]).toMatchObject({
      viewId: view.id,
      query: view.query,
      integration: 'main',
      destination:
        's3://acme-audit/backstage/failures-of-svc-77/dt={date}/events-{from}-{to}.jsonl.gz',
      coverage: { mode: 'incremental' },
    });
  });

  it('says that the view was changed since, and takes it when asked', async () => {
    const schedule = aSchedule({ query: 'severity>=high' });
    const exports = open(`/audit-log/exports/${schedule.id}/edit`, {
      schedules: [schedule],
    });
    const notice = await screen.findByRole('status', { name: '' });
    expect(notice).toHaveTextContent(
      'The view “Failures of svc-77” was changed since',
    );
    expect(notice).toHaveTextContent('severity>=high');
    await press('Export the view as it is now');
    expect(screen.queryByText(/was changed since/)).not.toBeInTheDocument();
    await press('Save changes');
    await waitFor(() =>
      expect(exports.schedules[0].query).toBe('outcome:failed'),
    );
  });

  it('exports all events, or a ready-made view, without any saved view', async () => {
    const exports = open('/audit-log/exports/new');
    await write(/Name/, 'Everything');
    await choose(/View/, 'All events');
    await press('Create schedule');
    await waitFor(() => expect(exports.schedules).toHaveLength(2));
    expect(exports.schedules[1]).toMatchObject({ viewId: null, query: '' });
  });

  it('exports a ready-made view by its query', async () => {
    const exports = open('/audit-log/exports/new');
    await write(/Name/, 'Failures');
    await choose(/View/, 'Failed operations');
    await press('Create schedule');
    await waitFor(() => expect(exports.schedules).toHaveLength(2));
    expect(exports.schedules[1]).toMatchObject({
      viewId: null,
      query: 'outcome:failed',
    });
  });

  it('takes the columns of its view for a table, or all of them', async () => {
    const columns = ['time', 'actor', 'meta.taskId'];
    const exports = open(`/audit-log/exports/new?view=${view.id}`, {}, [
      { ...view, columns },
    ]);
    await choose(/^Format/, 'CSV');
    expect(
      await screen.findByRole('button', { name: /Columns/ }),
    ).toHaveTextContent('The 3 columns of the view');
    await press('Create schedule');
    await waitFor(() => expect(exports.schedules).toHaveLength(2));
    expect(exports.schedules[1].output).toMatchObject({
      format: 'csv',
      columns: ['started_at', 'actor', 'meta'],
    });
  });

  it('says at each field what is missing, and sends nothing', async () => {
    const createSchedule = jest.fn();
    open('/audit-log/exports/new', { createSchedule });
    await press('Create schedule');
    expect(await screen.findByText('Enter a name.')).toBeInTheDocument();
    expect(screen.getByText(/Choose a view\./)).toBeInTheDocument();
    expect(
      screen.getByText('2 fields need your attention.'),
    ).toBeInTheDocument();
    expect(createSchedule).not.toHaveBeenCalled();
  });

  it('shows object and next runs while it is written', async () => {
    open(`/audit-log/exports/new?view=${view.id}`);
    const panel = await preview();
    expect(panel).toHaveTextContent(
      /s3:\/\/acme-audit\/backstage\/failures-of-svc-77\/dt=\d{4}-\d\d-\d\d\/events-000000000001-\d{12}\.jsonl\.gz/,
    );
    const runs = within(panel).getByRole('list', { name: 'Next five runs' });
    expect(within(runs).getAllByRole('listitem')).toHaveLength(5);
    await choose(/Frequency/, 'Weekly');
    expect(panel).toHaveTextContent('Mon at 02:00');
    await userEvent.click(screen.getByRole('button', { name: 'Thu' }));
    expect(panel).toHaveTextContent('Mon, Thu at 02:00');
    await choose(/Frequency/, 'Cron expression');
    await write(/Expression/, 'whenever');
    expect(panel).toHaveTextContent('The frequency is not complete.');
    expect(await screen.findByText(/five fields/)).toBeInTheDocument();
  });

  it('moves the destination with name, format and integration', async () => {
    open(`/audit-log/exports/new?view=${view.id}`);
    await write(/Name/, 'Nightly');
    await choose(/Format/, 'Parquet');
    await choose(/Storage integration/, 'lake (gcs://example-lake/audit)');
    expect(await field(/Destination/)).toHaveValue(
      'gcs://example-lake/audit/nightly/dt={date}/events-{from}-{to}.parquet',
    );
    expect(
      screen.getByRole('button', { name: /Compression/ }),
    ).toHaveTextContent('zstd');
  });

  it('puts a placeholder where the cursor is', async () => {
    open(`/audit-log/exports/new?view=${view.id}`);
    await write(/Destination/, 's3://acme-audit/backstage/x/.jsonl.gz');
    const input = (await field(/Destination/)) as HTMLTextAreaElement;
    const at = 's3://acme-audit/backstage/x/'.length;
    input.setSelectionRange(at, at);
    await press('{run}');
    expect(input).toHaveValue('s3://acme-audit/backstage/x/{run}.jsonl.gz');
    expect(await preview()).toHaveTextContent('x/000001.jsonl.gz');
  });

  it('counts what a condition finds', async () => {
    const exports = open(`/audit-log/exports/new?view=${view.id}`);
    exports.tested = { holds: false, rows: 0, isComplete: true };
    const test = jest.spyOn(exports, 'testCondition');
    await choose(/Run it/, 'If a query matches');
    expect(
      await screen.findByRole('button', { name: 'Test condition' }),
    ).toBeDisabled();
    await write(/Query/, 'outcome:failed');
    await press('Test condition');
    expect(
      await screen.findByText(/0 events would be found now\./),
    ).toHaveTextContent('would be skipped');
    expect(test).toHaveBeenCalledWith(
      expect.objectContaining({
        viewId: view.id,
        condition: { type: 'query', query: 'outcome:failed' },
      }),
    );
  });

  it('puts what the backend says at its field, already while typing', async () => {
    const sentence =
      "export schedule 'Twin' could write the same objects; expected a folder of its own";
    const error = refusal(
      409,
      `Body field 'destination' is 's3://x': ${sentence}`,
    );
    open(`/audit-log/exports/new?view=${view.id}`, {
      previewSchedule: () => Promise.reject(error),
    });
    await waitFor(async () =>
      expect(await field(/Destination/)).toHaveAccessibleDescription(
        /Export schedule 'Twin' could write the same objects/,
      ),
    );
  });

  it('shows the first events once the form is complete', async () => {
    open('/audit-log/exports/new');
    const panel = await preview();
    expect(panel).toHaveTextContent('Complete the form to see them.');
    await write(/Name/, 'X');
    await choose(/^View/, 'Other');
    expect(await within(panel).findByText('Succeeded')).toBeInTheDocument();
  });
});

describe('editing a schedule', () => {
  const path = `/audit-log/exports/${aSchedule().id}/edit`;

  it('keeps what was not changed', async () => {
    const exports = open(path);
    await write(/Name/, 'Renamed');
    await press('Save changes');
    expect(
      await screen.findByRole('heading', { name: 'Renamed' }),
    ).toBeInTheDocument();
    expect(exports.schedules[0].destination).toBe(aSchedule().destination);
  });

  it('says where somebody else was faster, and lets the reader decide', async () => {
    const error = refusal(412, 'was changed meanwhile');
    const exports = open(path);
    const update = exports.updateSchedule.bind(exports);
    exports.updateSchedule = jest
      .fn()
      .mockRejectedValueOnce(error)
      .mockImplementation(update);
    await write(/Name/, 'Mine');
    exports.schedules = [
      aSchedule({ name: 'Theirs', timeZone: 'UTC', version: 9 }),
    ];
    await press('Save changes');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Different now: Name, Time zone');
    expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
    expect(await field(/Name/)).toHaveValue('Mine');
    await press('Keep mine and save over it');
    await waitFor(() =>
      expect(exports.schedules[0]).toMatchObject({
        name: 'Mine',
        timeZone: 'Europe/Berlin',
      }),
    );
  });

  it('takes what the other saved', async () => {
    const error = refusal(412, 'was changed meanwhile');
    const exports = open(path, {
      updateSchedule: () => Promise.reject(error),
    });
    await write(/Name/, 'Mine');
    exports.schedules = [aSchedule({ name: 'Theirs', version: 9 })];
    await press('Save changes');
    await press('Take what is saved now');
    expect(await field(/Name/)).toHaveValue('Theirs');
  });

  it('duplicates into a place of its own', async () => {
    const exports = open(`/audit-log/exports/new?copy=${aSchedule().id}`);
    expect(await field(/Name/)).toHaveValue('Copy of Failures to the archive');
    await press('Create schedule');
    await waitFor(() => expect(exports.schedules).toHaveLength(2));
    expect(exports.schedules[1].destination).not.toBe(
      exports.schedules[0].destination,
    );
  });
});
