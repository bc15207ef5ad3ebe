import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { useLocation } from 'react-router-dom';
import { FakeAuditLog, anEvent } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { HomeActivityCard } from '.';

function Address() {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
}

function open(log: FakeAuditLog) {
  const list = jest.spyOn(log, 'listEvents');
  renderInTestApp(
    <>
      <HomeActivityCard />
      <Address />
    </>,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    },
  );
  return list;
}

describe('HomeActivityCard', () => {
  it('shows the last changes, and leads to one', async () => {
    const change = anEvent({ severity: 'medium' });
    open(
      new FakeAuditLog({
        events: [change, anEvent({ severity: 'low', eventId: 'entity-fetch' })],
      }),
    );
    await userEvent.click(await screen.findByText('Register location'));
    expect(
      screen.getByText(`/audit-log?event=${change.id}`),
    ).toBeInTheDocument();
    expect(screen.queryByText(/entity fetch/i)).not.toBeInTheDocument();
  });

  it('is not there for somebody who may not read, and reads nothing', async () => {
    const list = open(new FakeAuditLog({ me: { mayRead: false } }));
    await waitFor(() =>
      expect(
        screen.queryByText('Recent changes in the portal'),
      ).not.toBeInTheDocument(),
    );
    expect(list).not.toHaveBeenCalled();
  });
});
