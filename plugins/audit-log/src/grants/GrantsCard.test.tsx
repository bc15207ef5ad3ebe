import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Me } from 'backstage-plugin-audit-log-common';
import { FakeAuditLog, aGrant, admin, refusal } from '../fixtures';
import { MeContext, auditLogApiRef, rootRouteRef } from '../shared';
import { GrantsCard } from './GrantsCard';

const grace = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'grace', namespace: 'default' },
  spec: { profile: { displayName: 'Grace Hopper' } },
};

const queryEntities = jest.fn(async () => ({
  items: [grace],
  totalItems: 1,
  pageInfo: {},
}));

function open(change: Partial<FakeAuditLog> = {}, me: Partial<Me> = {}) {
  const log = new FakeAuditLog();
  Object.assign(log, change);
  renderInTestApp(
    <MeContext.Provider value={{ ...admin, ...me }}>
      <GrantsCard />
    </MeContext.Provider>,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [
        [auditLogApiRef, log],
        [catalogApiRef, { queryEntities } as never],
      ],
    },
  );
  return log;
}

const click = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

/** Asks for a grant of every event to Grace, and returns the dialog. */
async function sendEveryEvent() {
  await click('Grant access');
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText(/User or group/), 'hop');
  await userEvent.click(await screen.findByText('user:default/grace'));
  await userEvent.click(dialog.getByLabelText('Every event'));
  await userEvent.click(dialog.getByRole('button', { name: 'Grant access' }));
  return dialog;
}

describe('GrantsCard', () => {
  it('lists who may read what, by whom and until when', async () => {
    open({
      grants: [
        aGrant({
          limits: { categories: ['CATALOG'], ownEvents: true },
          reason: 'Incident 7',
        }),
        aGrant({
          id: '01928f3c-0000-7000-9000-0000000000a2',
          grantee: 'group:default/sre',
          expiresAt: '2026-01-01T00:00:00.000Z',
          isActive: false,
        }),
      ],
    });
    const [first, second] = await screen.findAllByRole('listitem');
    expect(first).toHaveTextContent(/grace/);
    expect(first).toHaveTextContent(
      /Categories CATALOG; what they did themselves/,
    );
    expect(first).toHaveTextContent(/Granted by ada.*no end.*Incident 7/);
    expect(first).not.toHaveTextContent('Expired');
    expect(second).toHaveTextContent(/sre.*Expired.*Every event/);
  });

  it('grants what was chosen to somebody of the catalog', async () => {
    const log = open();
    const create = jest.spyOn(log, 'createGrant');
    await click('Grant access');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Grant access' }));
    expect(dialog.getByText('Choose a user or a group.')).toBeInTheDocument();

    await userEvent.type(dialog.getByLabelText(/User or group/), 'hop');
    await waitFor(() =>
      expect(queryEntities).toHaveBeenLastCalledWith(
        expect.objectContaining({
          filter: { kind: ['User', 'Group'] },
          fullTextFilter: expect.objectContaining({ term: 'hop' }),
        }),
      ),
    );
    await userEvent.click(await screen.findByText('user:default/grace'));
    await userEvent.click(dialog.getByRole('button', { name: 'Grant access' }));
    expect(
      dialog.getByText('Choose at least one limit, or every event.'),
    ).toBeInTheDocument();

    await userEvent.type(dialog.getByLabelText('Categories'), 'catalog{Enter}');
    await userEvent.click(dialog.getByLabelText('Caused by the reader'));
    fireEvent.change(dialog.getByLabelText('Ends'), {
      target: { value: '2999-01-31T18:30' },
    });
    await userEvent.type(dialog.getByLabelText('Reason'), 'Incident 7');
    await userEvent.click(dialog.getByRole('button', { name: 'Grant access' }));
    expect(await screen.findByText(/Categories CATALOG/)).toBeInTheDocument();
    expect(create).toHaveBeenCalledWith({
      grantee: 'user:default/grace',
      limits: { categories: ['CATALOG'], ownEvents: true },
      expiresAt: new Date('2999-01-31T18:30').toISOString(),
      reason: 'Incident 7',
    });
  });

  it('says what a grant would not change before it gives it', async () => {
    const log = open({ grantWarnings: ['This person is an Admin.'] });
    const create = jest.spyOn(log, 'createGrant');
    const dialog = await sendEveryEvent();
    expect(
      await dialog.findByText('This person is an Admin.'),
    ).toBeInTheDocument();
    expect(create).not.toHaveBeenCalled();

    // Another grant is another question.
    await userEvent.type(dialog.getByLabelText('Reason'), 'Incident 7');
    await userEvent.click(dialog.getByRole('button', { name: 'Grant access' }));
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Grant access anyway' }),
    );
    await waitFor(() =>
      expect(create).toHaveBeenCalledWith(
        expect.objectContaining({ limits: { everything: true } }),
      ),
    );
  });

  it('grants without warnings where the backend knows none yet', async () => {
    const log = open();
    log.previewGrant = async () => {
      throw refusal(404, 'Not found');
    };
    await sendEveryEvent();
    await waitFor(() => expect(log.grants).toHaveLength(1));
    expect(await screen.findByRole('listitem')).toHaveTextContent(
      'Every event',
    );
  });

  it('shows that another Admin was faster, and goes on from what they left', async () => {
    const log = open({ grants: [aGrant()] });
    await click('Edit');
    await log.updateGrant(log.grants[0].id, { reason: 'Theirs' }, 1);
    await userEvent.type(await screen.findByLabelText('Reason'), 'Mine');
    await click('Save');
    expect(
      await screen.findByText(/Somebody else has changed this grant/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    expect(log.grants[0].reason).toBe('Theirs');

    await click('Load it again');
    expect(await screen.findByDisplayValue('Theirs')).toBeInTheDocument();
    await click('Save');
    expect(log.grants[0]).toMatchObject({ reason: 'Theirs', version: 3 });
  });

  it('closes what another Admin has revoked meanwhile', async () => {
    const log = open({ grants: [aGrant()] });
    await click('Edit');
    log.grants = [];
    await click('Save');
    expect(await screen.findByText(/has been revoked/)).toBeInTheDocument();
    await click('Load it again');
    expect(
      await screen.findByText('Nobody but the Admins reads the audit log'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('revokes after asking', async () => {
    const log = open({ grants: [aGrant()] });
    await click('Revoke');
    await click('Cancel');
    expect(log.grants).toHaveLength(1);
    await click('Revoke');
    await click('Revoke grant');
    expect(
      await screen.findByText('Nobody but the Admins reads the audit log'),
    ).toBeInTheDocument();
    expect(log.grants).toEqual([]);
  });

  it('is not there for those who may not grant', async () => {
    const log = new FakeAuditLog();
    const list = jest.spyOn(log, 'listGrants');
    open(log, { mayManageGrants: false });
    expect(screen.queryByText('Grants')).not.toBeInTheDocument();
    expect(list).not.toHaveBeenCalled();
  });
});
