import { render, screen, waitFor } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeAuditLog } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { HideFromStrangers } from '.';
import { linksTo } from './linksTo';

function open(log: FakeAuditLog) {
  renderInTestApp(
    <>
      <nav>
        <a href="/audit-log">In the navigation</a>
        <a href="/audit-log-of-mine">Of another plugin</a>
      </nav>
      <p>
        <a href="/audit-log">In a text</a>
      </p>
      <nav aria-label="Content navigation">
        <ul>
          <li>
            <a href="/catalog/default/component/audit-log">Of that name</a>
          </li>
          <li>
            <a href="/catalog/default/component/audit-log/audit-log">Its tab</a>
          </li>
        </ul>
      </nav>
      <div role="tablist">
        <a role="tab" href="/catalog/default/component/x">
          First tab
        </a>
        <a role="tab" href="/catalog/default/component/x/audit-log">
          Tab
        </a>
        <a role="tab" href="/catalog/default/component/x/docs">
          Other tab
        </a>
      </div>
      <HideFromStrangers isOpenTo={me => me.mayRead || me.mayManageStorage} />
    </>,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    },
  );
}

describe('HideFromStrangers', () => {
  it('hides what leads to the audit log from people who may open none of it', async () => {
    open(new FakeAuditLog({ me: { mayRead: false, mayManageStorage: false } }));
    await waitFor(() =>
      expect(screen.getByText('In the navigation')).not.toBeVisible(),
    );
    expect(screen.getByText('Tab')).not.toBeVisible();
    expect(screen.getByText('Its tab')).not.toBeVisible();
    for (const text of [
      'Of another plugin',
      'In a text',
      'First tab',
      'Other tab',
      'Of that name',
    ]) {
      expect(screen.getByText(text)).toBeVisible();
    }
  });

  it('shows it again to who was given access meanwhile', async () => {
    const log = new FakeAuditLog({
      me: { mayRead: false, mayManageStorage: false },
    });
    open(log);
    const entry = () => screen.getByText('In the navigation');
    await waitFor(() => expect(entry()).not.toBeVisible());
    jest
      .spyOn(log, 'getMe')
      .mockResolvedValue({ ...(await log.getMe()), mayRead: true });
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(entry()).toBeVisible());
  });

  it.each([
    ['who may read', { mayRead: true }],
    ['who may do something else', { mayRead: false, mayManageStorage: true }],
  ])('hides nothing from %s', async (_, me) => {
    const log = new FakeAuditLog({ me });
    const asked = jest.spyOn(log, 'getMe');
    open(log);
    await waitFor(() => expect(asked).toHaveBeenCalled());
    await asked.mock.results[0].value;
    expect(screen.getByText('In the navigation')).toBeVisible();
    expect(screen.getByText('Tab')).toBeVisible();
  });
});

describe('linksTo', () => {
  it('is one selector whatever the page is called', () => {
    const page = `/a"b\\c<d\n]e`;
    const { container } = render(
      <nav>
        <a href={page}>Here</a>
        <a href="/e">Elsewhere</a>
        <a href={`${page}/more`}>Below</a>
      </nav>,
    );
    expect(
      [...container.querySelectorAll(linksTo(page))].map(
        link => link.textContent,
      ),
    ).toEqual(['Here']);
  });
});
