import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Rule } from 'backstage-plugin-audit-log-common';
import { FakeAuditLog } from '../fixtures';
import { auditLogApiRef, rootRouteRef } from '../shared';
import { RulesEditor } from './RulesEditor';

jest.setTimeout(180_000);

const quiet: Rule = {
  name: 'quiet',
  match: { plugin: 'catalog', outcome: 'succeeded' },
  effect: 'drop',
};
const strict: Rule = {
  name: 'strict',
  match: { severity: 'critical' },
  effect: 'record',
  durability: 'strict',
};

function open(rules: Rule[] = [quiet, strict]) {
  const log = new FakeAuditLog({ settings: { rules } });
  const onSaved = jest.fn();
  renderInTestApp(
    <RulesEditor
      settings={log.settings}
      hits={[{ rule: quiet, isDefault: false, hits: 7 }]}
      onClose={() => {}}
      onSaved={onSaved}
    />,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    },
  );
  return { log, onSaved };
}

const rows = () =>
  within(screen.getByRole('list', { name: 'Rules' })).getAllByRole('listitem');
const save = () => screen.getByRole('button', { name: 'Save rules' });

describe('RulesEditor', () => {
  it('moves rules by button and by key, and keeps the focus on them', async () => {
    const { log } = open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Move strict up' }),
    );
    expect(rows()[0]).toHaveTextContent('strict');
    expect(screen.getByText('strict is now rule 1 of 2')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Move strict up' }),
    ).toBeDisabled();

    const heading = screen.getByRole('button', {
      name: /strict/,
      expanded: false,
    });
    heading.focus();
    fireEvent.keyDown(heading, { key: 'ArrowDown', altKey: true });
    expect(rows()[1]).toHaveTextContent('strict');
    expect(
      screen.getByRole('button', { name: /strict/, expanded: false }),
    ).toHaveFocus();
    fireEvent.keyDown(heading, { key: 'ArrowDown', altKey: true });
    expect(rows()[1]).toHaveTextContent('strict');
    fireEvent.keyDown(heading, { key: 'ArrowUp', altKey: true });

    await userEvent.click(save());
    await waitFor(() => expect(log.settings.rules).toEqual([strict, quiet]));
  });

  it('completes values with what occurs, and takes patterns', async () => {
    const { log, onSaved } = open([]);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add rule' }),
    );
    const plugin = await screen.findByRole('textbox', { name: 'Plugin' });
    await userEvent.type(plugin, 'scaff');
    await userEvent.click(
      await screen.findByRole('option', { name: 'scaffolder' }),
    );
    const event = screen.getByRole('textbox', { name: 'Event' });
    await userEvent.click(event);
    const options = screen.getAllByRole('option').map(o => o.textContent);
    expect(options).toContain('action-fetch');
    expect(options).not.toContain('entity-fetch');
    await userEvent.type(event, 'task*{Enter}');
    // What was typed and not confirmed counts as well.
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Actor' }),
      '!user:default/ada',
    );
    await userEvent.tab();
    fireEvent.mouseDown(
      screen.getByRole('button', { name: 'Then record in full' }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'drop' }));
    await userEvent.click(save());
    await waitFor(() => expect(onSaved).toHaveBeenCalled());
    expect(log.settings.rules).toEqual([
      {
        name: 'New rule',
        match: {
          plugin: 'scaffolder',
          event: 'task*',
          actor: '!user:default/ada',
        },
        effect: 'drop',
      },
    ]);
  });

  it('tries the rules on the last day whenever they change', async () => {
    const { log } = open();
    const asked = jest.spyOn(log, 'previewRules');
    expect(
      await screen.findByText(/would have kept 412 of 9,310/),
    ).toBeInTheDocument();
    expect(screen.getAllByText('would decide 1 event')).toHaveLength(2);
    expect(screen.getByText('7 hits')).toBeInTheDocument();
    log.preview = { total: 9310, kept: 9000, isComplete: false };
    await userEvent.click(screen.getByRole('button', { name: 'Remove quiet' }));
    expect(
      await screen.findByText(/would have kept 9,000 of 9,310 .* Older events/),
    ).toBeInTheDocument();
    expect(asked).toHaveBeenLastCalledWith(
      { rules: [strict] },
      expect.anything(),
    );
  });

  it('says that its own events can not be muted', async () => {
    open([{ name: 'x', match: { category: 'AUDIT_LOG' }, effect: 'drop' }]);
    expect(
      await screen.findByText(/No rule can mute them/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/names events of the audit log itself/),
    ).toBeInTheDocument();
  });

  it('saves nothing while something is wrong, and says what', async () => {
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Duplicate quiet' }),
    );
    const name = screen.getByRole('textbox', { name: /Name/ });
    await userEvent.clear(name);
    await userEvent.type(name, 'quiet');
    expect(rows()[1]).toHaveTextContent("'quiet' is the name of an earlier");
    expect(save()).toBeDisabled();
  });

  it('takes the same rules as JSON', async () => {
    const { log, onSaved } = open();
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Advanced: JSON' }),
    );
    const text = screen.getByRole('textbox', { name: 'Rules as JSON' });
    expect(JSON.parse((text as HTMLTextAreaElement).value)).toEqual([
      quiet,
      strict,
    ]);
    fireEvent.change(text, { target: { value: '[{"name": "a"}]' } });
    expect(screen.getByText(/0\.match/)).toBeInTheDocument();
    expect(save()).toBeDisabled();
    fireEvent.change(text, { target: { value: JSON.stringify([strict]) } });
    await userEvent.click(screen.getByRole('tab', { name: 'Rules' }));
    expect(rows()).toHaveLength(1);
    await userEvent.click(save());
    await waitFor(() => expect(onSaved).toHaveBeenCalled());
    expect(log.settings.rules).toEqual([strict]);
  });

  it('lets the reader decide where somebody else changed the rules', async () => {
    const { log, onSaved } = open();
    const theirs = { ...quiet, name: 'theirs' };
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove quiet' }),
    );
    log.settings = { ...log.settings, rules: [theirs], version: 9 };
    await userEvent.click(save());
    expect(
      await screen.findByText(/Somebody else changed the rules/),
    ).toBeInTheDocument();
    expect(screen.getByText('Theirs is 1 rule: theirs')).toBeInTheDocument();
    expect(log.settings.rules).toEqual([theirs]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Replace theirs with mine' }),
    );
    await waitFor(() => expect(onSaved).toHaveBeenCalled());
    expect(log.settings.rules).toEqual([strict]);
  });

  it('shows theirs where mine are given up', async () => {
    const { log } = open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove quiet' }),
    );
    log.settings = {
      ...log.settings,
      rules: [{ ...quiet, name: 'theirs' }],
      version: 9,
    };
    await userEvent.click(save());
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Discard mine and show theirs',
      }),
    );
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toHaveTextContent('theirs');
    expect(save()).toBeDisabled();
  });

  it('saves over changes of other settings without asking', async () => {
    const { log, onSaved } = open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove quiet' }),
    );
    log.settings = { ...log.settings, retentionDays: 90, version: 9 };
    await userEvent.click(save());
    await waitFor(() => expect(onSaved).toHaveBeenCalled());
    expect(log.settings).toMatchObject({ rules: [strict], retentionDays: 90 });
  });
});
