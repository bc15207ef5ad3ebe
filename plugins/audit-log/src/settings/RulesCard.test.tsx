import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeAuditLog } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { SettingsPage } from './SettingsPage';

function open(options: ConstructorParameters<typeof FakeAuditLog>[0] = {}) {
  const log = new FakeAuditLog(options);
  renderInTestApp(<SettingsPage />, {
    mountedRoutes: { '/audit-log': rootRouteRef },
    apis: [[auditLogApiRef, log]],
  });
  return log;
}

const rule = {
  name: 'quiet',
  match: { plugin: 'catalog', outcome: ['succeeded'] },
  effect: 'drop',
};

describe('rules and coverage in the settings', () => {
  it('shows the rules in order, with their hits', async () => {
    open({ settings: { rules: [rule as never] } });
    const table = await screen.findByRole('table', { name: 'Rules' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent(
      'quietplugin: catalog, outcome: succeededdrop7',
    );
    expect(second).toHaveTextContent('default: plugins reading from plugins');
  });

  it('tries rules and saves them', async () => {
    const log = open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit rules' }),
    );
    const text = screen.getByLabelText('Rules as JSON');
    fireEvent.change(text, { target: { value: JSON.stringify([rule]) } });
    await userEvent.click(
      screen.getByRole('button', { name: 'Try on the last day' }),
    );
    expect(
      await screen.findByText(/would have kept 412 of 9,310/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('quiet')).toBeInTheDocument();
    expect(log.settings.rules).toEqual([rule]);
  });

  it('says what is wrong with rules, and saves none of them', async () => {
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit rules' }),
    );
    const text = screen.getByLabelText('Rules as JSON');
    fireEvent.change(text, {
      target: { value: JSON.stringify([{ ...rule, effect: 'hide' }]) },
    });
    expect(screen.getByText(/0\.effect/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('shows rules of the configuration without a way to change them', async () => {
    open({
      settings: {
        rules: [rule as never],
        managedByConfig: { rules: 'auditLog.rules' },
      },
    });
    expect(
      await screen.findByText(/come from auditLog.rules/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Edit rules' }),
    ).not.toBeInTheDocument();
  });

  it('says which plugins emit nothing', async () => {
    open();
    const heading = await screen.findByText('Plugins that emit nothing');
    expect(heading.parentElement).toHaveTextContent('techdocs');
  });
});
