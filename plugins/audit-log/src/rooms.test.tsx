import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Me } from 'backstage-plugin-audit-log-common';
import { renderPage } from './__testUtils__/renderPage';
import { FakeAuditLog, anEvent } from './fixtures';
import { AuditLogPage } from './page';
import { rooms } from './rooms';
import { auditLogApiRef } from './shared';

function open(path: string, me: Partial<Me>, change?: Partial<FakeAuditLog>) {
  const log = new FakeAuditLog({ me, events: [anEvent()] });
  Object.assign(log, change);
  renderPage(<AuditLogPage rooms={rooms} />, {
    path,
    apis: [[auditLogApiRef, log]],
  });
  return log;
}

const reader = {
  isAdmin: false,
  mayUpdateSettings: false,
  mayManageStorage: false,
  mayManageExports: false,
  mayManageGrants: false,
};
const stranger = { ...reader, mayRead: false };

describe('rooms', () => {
  it('shows an Admin the explorer and the way to the settings', async () => {
    open('/audit-log', {});
    expect(
      await screen.findByRole('grid', { name: 'Audit events' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Settings')).toBeInTheDocument();
  });

  it('shows a reader the explorer and no settings', async () => {
    open('/audit-log', reader);
    await screen.findByRole('grid', { name: 'Audit events' });
    expect(screen.queryByText('Settings')).not.toBeInTheDocument();
  });

  it('keeps the settings from a reader who knows their address', async () => {
    const log = open('/audit-log/settings', reader);
    const read = jest.spyOn(log, 'getSettings');
    expect(
      await screen.findByText('Audit settings are for Admins'),
    ).toBeInTheDocument();
    expect(read).not.toHaveBeenCalled();
    expect(screen.queryByText('Audit logging')).not.toBeInTheDocument();
  });

  it('says who may help somebody without access, and reads nothing', async () => {
    const listEvents = jest.fn();
    open('/audit-log', stranger, { listEvents });
    expect(
      await screen.findByText('You don’t have access to the audit log'),
    ).toBeInTheDocument();
    expect(screen.getByText(/user:default\/ada/)).toBeInTheDocument();
    expect(listEvents).not.toHaveBeenCalled();
  });

  it('says so in one sentence when a grant ends while its reader looks', async () => {
    const expiresAt = new Date(Date.now() + 3_000).toISOString();
    const { me } = new FakeAuditLog();
    const granted = {
      ...me,
      ...reader,
      readingLimits: {
        grants: [{ limits: { categories: ['CATALOG'] }, expiresAt }],
        byPolicy: false,
      },
    };
    const after = {
      ...me,
      ...stranger,
      readingLimits: null,
      askFor: ['group:default/platform', 'user:default/ada'],
    };
    const getMe = jest.fn(async (): Promise<Me> => after);
    getMe.mockResolvedValueOnce(granted);
    open('/audit-log', {}, { getMe });
    const title = 'Your access to the audit log has ended';
    expect(
      await screen.findByText(title, {}, { timeout: 60_000 }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.getByText(/It was open to you until/)).toHaveTextContent(
      /Ask one of its Admins if you need it: platform, ada\.$/,
    );
  }, 120_000);

  it('offers another try where the backend does not answer', async () => {
    const getMe = jest
      .fn()
      .mockRejectedValueOnce(new Error('no route to host'))
      .mockResolvedValue(new FakeAuditLog().me);
    open('/audit-log', {}, { getMe });
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('grid', { name: 'Audit events' }),
    ).toBeInTheDocument();
  });
});
