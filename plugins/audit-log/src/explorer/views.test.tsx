import { screen, waitFor, within } from '@testing-library/react';
import { ToastApi } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { address, openExplorer, person } from '../__testUtils__/openExplorer';
import { FakeAuditLog, aView, anEvent } from '../fixtures';

async function open(log: FakeAuditLog, search?: string, toasts?: ToastApi) {
  openExplorer(log, { search, toasts });
  await screen.findByRole('grid', { name: 'Audit events' });
}

const openMenu = async (name: string) =>
  person.click(await screen.findByRole('button', { name }));
const choose = async (name: string) =>
  person.click(await screen.findByRole('menuitem', { name }));

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
    await person.keyboard('{Escape}');
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
    await person.type(within(dialog).getByRole('textbox'), 'Failures');
    await person.click(save);
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

  describe('that schedules use', () => {
    const view = aView({ timeRange: { kind: 'all' } });

    async function change(mayManageExports: boolean) {
      const log = new FakeAuditLog({ events });
      log.views = [view];
      log.usedBy[view.id] = [
        {
          ...{ kind: 'export schedule', id: '1', name: 'Nightly' },
          owner: 'user:default/ada',
        },
      ];
      const updateView = jest.spyOn(log, 'updateView');
      openExplorer(log, {
        search: `?range=all&view=${view.id}&q=outcome:failed+svc-77`,
        me: { mayManageExports },
      });
      await openMenu('View: Failures of svc-77 (changed)');
      await choose('Save changes to “Failures of svc-77”');
      const dialog = await screen.findByRole('dialog', {
        name: 'Change “Failures of svc-77”?',
      });
      expect(dialog).toHaveTextContent('Nightly');
      expect(updateView).not.toHaveBeenCalled();
      const save = async () => {
        await person.click(
          within(dialog).getByRole('button', { name: 'Save changes' }),
        );
        await waitFor(() => expect(updateView).toHaveBeenCalledTimes(1));
        return updateView.mock.calls[0][1];
      };
      return { dialog, save };
    }

    it('are listed, and keep what they export', async () => {
      const { dialog, save } = await change(false);
      expect(within(dialog).queryByRole('checkbox')).not.toBeInTheDocument();
      expect(await save()).toMatchObject({ schedules: 'keep' });
    });

    it('follow where the reader may change exports, and wants it', async () => {
      const { dialog, save } = await change(true);
      await person.click(within(dialog).getByRole('checkbox'));
      expect(await save()).toMatchObject({
        query: 'outcome:failed svc-77',
        schedules: 'update',
      });
    });
  });

  describe('that somebody else has changed meanwhile', () => {
    const failures = aView({ timeRange: { kind: 'all' } });
    const theirs = { ...failures, name: 'Failures', version: 2 };

    async function changeLate(log: FakeAuditLog) {
      log.views = [failures];
      await open(log, `?range=all&view=${failures.id}&q=outcome:failed+svc-77`);
      await openMenu('View: Failures of svc-77 (changed)');
      log.views = [theirs];
      await choose('Save changes to “Failures of svc-77”');
      return screen.findByRole('dialog', {
        name: 'Somebody else changed “Failures of svc-77” meanwhile',
      });
    }

    it('opens as they left it', async () => {
      const log = new FakeAuditLog({ events });
      const dialog = await changeLate(log);
      expect(dialog).toHaveTextContent('Different now: name (Failures).');
      await person.click(
        within(dialog).getByRole('button', { name: 'Take what is saved now' }),
      );
      expect(
        await screen.findByRole('button', { name: 'View: Failures' }),
      ).toBeInTheDocument();
      expect(address()).not.toContain('svc-77');
      expect(log.views).toEqual([theirs]);
    });

    it('is saved over when the reader says so', async () => {
      const log = new FakeAuditLog({ events });
      const dialog = await changeLate(log);
      await person.click(
        within(dialog).getByRole('button', {
          name: 'Keep mine and save over it',
        }),
      );
      expect(
        await screen.findByRole('button', { name: 'View: Failures' }),
      ).toBeInTheDocument();
      expect(log.views).toEqual([
        expect.objectContaining({
          name: 'Failures',
          query: 'outcome:failed svc-77',
          version: 3,
        }),
      ]);
    });

    it('asks again where a third one was faster, and when renaming', async () => {
      const log = new FakeAuditLog({ events });
      log.views = [failures];
      await open(log, `?range=all&view=${failures.id}&q=outcome:failed`);
      await openMenu('View: Failures of svc-77');
      await choose('Rename');
      const name = await screen.findByRole('textbox', { name: /Name/ });
      await person.clear(name);
      await person.type(name, 'Mine');
      log.views = [theirs];
      await person.click(screen.getByRole('button', { name: 'Save' }));
      const keep = await screen.findByRole('button', { name: /Keep mine/ });
      log.views = [{ ...theirs, name: 'Broken', version: 3 }];
      await person.click(keep);
      expect(await screen.findByText(/name \(Broken\)/)).toBeInTheDocument();
      await person.click(screen.getByRole('button', { name: /Keep mine/ }));
      await waitFor(() => expect(log.views[0].name).toBe('Mine'));
    });

    it('says when it is gone', async () => {
      const log = new FakeAuditLog({ events });
      log.views = [failures];
      const toasts = mockApis.toast();
      const search = `?range=all&view=${failures.id}&q=outcome:failed`;
      await open(log, search, toasts);
      await openMenu('View: Failures of svc-77');
      log.views = [];
      await choose('Share with all who may read');
      await waitFor(() =>
        expect(toasts.getToasts()).toMatchObject([
          {
            status: 'danger',
            description: expect.stringContaining('There is no view'),
          },
        ]),
      );
    });
  });

  it('opens by a link that names nothing else', async () => {
    const log = new FakeAuditLog({ events });
    const view = aView({ timeRange: { kind: 'all' } });
    log.views = [view];
    await open(log, `?view=${view.id}`);
    await waitFor(() => expect(address()).toContain('q=outcome:failed'));
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
    await person.click(screen.getByRole('button', { name: 'Chart of events' }));
    const table = await screen.findByRole('table', {
      name: 'Counts by Outcome',
    });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    await person.click(within(table).getByRole('button', { name: 'Failed' }));
    await waitFor(() => expect(address()).toContain('q=outcome:failed'));
    expect(address()).toContain('chart=');
  });

  it('counts by a path of meta that is typed, and by no nonsense', async () => {
    await open(
      new FakeAuditLog({
        events: [anEvent({ meta: { taskId: '42' } }), ...events],
      }),
      '?range=all&chart=outcome.all.bars',
    );
    await screen.findByRole('table', { name: 'Counts by Outcome' });
    const field = screen.getByLabelText('Group by');
    await person.clear(field);
    await person.type(field, 'nonsense{Enter}');
    expect(address()).toContain('chart=outcome.all.bars');
    await person.clear(field);
    await person.type(field, 'meta.taskId{Enter}');
    const table = await screen.findByRole('table', {
      name: 'Counts by meta.taskId',
    });
    expect(within(table).getByRole('row', { name: '42 1' })).toBeVisible();
    expect(address()).toContain('chart=meta.taskId.all.bars');
  });
});
