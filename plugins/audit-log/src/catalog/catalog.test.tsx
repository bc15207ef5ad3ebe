import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { FakeAuditLog, anEvent } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { ActivityCard, EntityAuditLog } from '.';

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
  options: { mayRead?: boolean; relations?: Entity['relations'] } = {},
) {
  const { mayRead = true, relations } = options;
  const log = new FakeAuditLog({ events, me: { mayRead } });
  const list = jest.spyOn(log, 'listEvents');
  const getMe = jest.spyOn(log, 'getMe');
  renderInTestApp(
    <EntityProvider
      entity={{ apiVersion: 'v1', kind, metadata: { name }, relations }}
    >
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
    const { list } = open(<EntityAuditLog />, 'Component', 'svc-77', {
      mayRead: false,
    });
    expect(
      await screen.findByText('You don’t have access to the audit log'),
    ).toBeInTheDocument();
    expect(list).not.toHaveBeenCalled();
  });
});

describe('ActivityCard', () => {
  it('shows what the user did', async () => {
    open(<ActivityCard />, 'User', 'grace');
    expect(await screen.findByText('Refresh entity')).toBeInTheDocument();
    expect(screen.queryByText('Delete entity')).not.toBeInTheDocument();
  });

  it('shows what the members of a group did', async () => {
    const { list } = open(<ActivityCard />, 'Group', 'payments', {
      relations: [
        { type: 'hasMember', targetRef: 'user:default/grace' },
        { type: 'childOf', targetRef: 'group:default/shop' },
      ],
    });
    expect(await screen.findByText('Refresh entity')).toBeInTheDocument();
    expect(screen.queryByText('Delete entity')).not.toBeInTheDocument();
    expect(list.mock.calls[0][0].q).toBe(
      'actor:user:default/grace -event:http-request',
    );
  });

  it('reads nothing for a group without members', async () => {
    const { list } = open(<ActivityCard />, 'Group', 'empty');
    expect(
      await screen.findByText('No activity in the last 30 days.'),
    ).toBeInTheDocument();
    expect(list).not.toHaveBeenCalled();
  });

  it('is not there for somebody who may not read', async () => {
    const { list, getMe } = open(
      <>
        <ActivityCard />
        <p>below</p>
      </>,
      'User',
      'grace',
      { mayRead: false },
    );
    await screen.findByText('below');
    await waitFor(() => expect(getMe).toHaveReturned());
    await act(() => getMe.mock.results[0].value);
    expect(list).not.toHaveBeenCalled();
    expect(screen.queryByText('All activity')).not.toBeInTheDocument();
  });
});
