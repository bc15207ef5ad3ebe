import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { FakeAuditLog, anEvent } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { EntityAuditLog, UserActivityCard } from '.';

const about = (ref: string) => ({ type: 'entity', ref });
const events = [
  anEvent({
    sequence: '2',
    eventId: 'entity-mutate',
    action: 'delete',
    target: about('component:default/svc-77'),
  }),
  anEvent({
    sequence: '1',
    eventId: 'entity-mutate',
    action: 'refresh',
    target: about('component:default/checkout'),
    actor: { type: 'user', ref: 'user:default/grace' },
  }),
].map(event => ({ ...event, startedAt: new Date().toISOString() }));

function open(
  content: JSX.Element,
  kind: string,
  name: string,
  mayRead = true,
) {
  const log = new FakeAuditLog({ events, me: { mayRead } });
  const list = jest.spyOn(log, 'listEvents');
  const getMe = jest.spyOn(log, 'getMe');
  renderInTestApp(
    <EntityProvider entity={{ apiVersion: 'v1', kind, metadata: { name } }}>
      {content}
    </EntityProvider>,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    },
  );
  return { list, getMe };
}

describe('EntityAuditLog', () => {
  it('shows what was done to the entity, and leads to the explorer', async () => {
    open(<EntityAuditLog />, 'Component', 'svc-77');
    expect(await screen.findByText('Delete entity')).toBeInTheDocument();
    expect(screen.queryByText('Refresh entity')).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Open in the explorer' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('target%3Acomponent%3Adefault%2Fsvc-77'),
    );
  });

  it('opens an event beside the list', async () => {
    open(<EntityAuditLog />, 'Component', 'svc-77');
    await userEvent.click(await screen.findByText('Delete entity'));
    expect(
      await screen.findByRole('dialog', { name: 'Event' }),
    ).toHaveTextContent('deleted svc-77 from the catalog');
  });

  it('reads nothing for somebody who may not read', async () => {
    const { list } = open(<EntityAuditLog />, 'Component', 'svc-77', false);
    expect(
      await screen.findByText('You don’t have access to the audit log'),
    ).toBeInTheDocument();
    expect(list).not.toHaveBeenCalled();
  });
});

describe('UserActivityCard', () => {
  it('shows what the user did', async () => {
    open(<UserActivityCard />, 'User', 'grace');
    expect(await screen.findByText('Refresh entity')).toBeInTheDocument();
    expect(screen.queryByText('Delete entity')).not.toBeInTheDocument();
  });

  it('is not there for somebody who may not read', async () => {
    const { list, getMe } = open(
      <>
        <UserActivityCard />
        <p>below</p>
      </>,
      'User',
      'grace',
      false,
    );
    await screen.findByText('below');
    await waitFor(() => expect(getMe).toHaveReturned());
    await act(() => getMe.mock.results[0].value);
    expect(list).not.toHaveBeenCalled();
    expect(screen.queryByText('All activity')).not.toBeInTheDocument();
  });
});
