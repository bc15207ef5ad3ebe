import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeAuditLog, aLegalHold, admin, refusal } from '../fixtures';
import { MeContext, auditLogApiRef, rootRouteRef } from '../shared';
import { LegalHoldsCard } from './LegalHoldsCard';

function open(change: Partial<FakeAuditLog> = {}) {
  const log = Object.assign(new FakeAuditLog(), change);
  renderInTestApp(
    <MeContext.Provider value={admin}>
      <LegalHoldsCard />
    </MeContext.Provider>,
    {
      mountedRoutes: { '/audit-log': rootRouteRef },
      apis: [[auditLogApiRef, log]],
    },
  );
  return log;
}

const click = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('LegalHoldsCard', () => {
  it('lists what is held, why, by whom and how much of it', async () => {
    open({ legalHolds: [aLegalHold()] });
    const item = await screen.findByRole('listitem');
    expect(item).toHaveTextContent(/Case 7plugin:catalog outcome:failed/);
    expect(item).toHaveTextContent(/A court asked for them/);
    expect(item).toHaveTextContent(/ada/);
    expect(await screen.findByText(/Covers 1234 events/)).toBeInTheDocument();
    expect(
      within(item).getByRole('button', { name: 'Show events' }),
    ).toHaveAttribute(
      'href',
      '/audit-log?q=plugin%3Acatalog+outcome%3Afailed&range=all',
    );
  });

  it('adds a hold, after saying what it would cover', async () => {
    const log = open();
    await click('Add legal hold');
    const dialog = within(await screen.findByRole('dialog'));
    const submit = dialog.getByRole('button', { name: 'Hold events' });
    expect(submit).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/Name/), ' Case 8 ');
    await userEvent.type(dialog.getByLabelText(/Reason/), 'An inquiry');
    await userEvent.type(dialog.getByLabelText('Query'), 'colour:red');
    expect(dialog.getByLabelText('Query')).toBeInvalid();
    expect(submit).toBeDisabled();
    await userEvent.clear(dialog.getByLabelText('Query'));
    await userEvent.type(dialog.getByLabelText('Query'), 'plugin:auth');
    expect(await dialog.findByText('Covers 1234 events')).toBeInTheDocument();
    await userEvent.click(submit);
    expect(await screen.findByText('plugin:auth')).toBeInTheDocument();
    expect(log.legalHolds).toMatchObject([
      { name: 'Case 8', query: 'plugin:auth', reason: 'An inquiry' },
    ]);
  });

  it('holds every event only where that is said', async () => {
    const log = open();
    const create = jest.spyOn(log, 'createLegalHold');
    await click('Add legal hold');
    await userEvent.type(await screen.findByLabelText(/Name/), 'Case 8');
    await userEvent.type(screen.getByLabelText(/Reason/), 'An inquiry');
    const submit = screen.getByRole('button', { name: 'Hold events' });
    expect(submit).toBeDisabled();
    await userEvent.click(screen.getByLabelText(/Hold every event/));
    expect(await screen.findByText('Covers 1234 events')).toBeInTheDocument();
    await userEvent.click(submit);
    expect(create).toHaveBeenCalledWith({
      name: 'Case 8',
      query: '',
      everything: true,
      reason: 'An inquiry',
    });
  });

  it('stays open with the reason where a hold is refused', async () => {
    const log = open();
    jest
      .spyOn(log, 'createLegalHold')
      .mockRejectedValue(refusal(409, 'There are 100 legal holds'));
    await click('Add legal hold');
    await userEvent.type(await screen.findByLabelText(/Name/), 'Case 8');
    await userEvent.type(screen.getByLabelText(/Reason/), 'An inquiry');
    await userEvent.type(screen.getByLabelText('Query'), 'plugin:auth');
    await click('Hold events');
    expect(
      await screen.findByText(/There are 100 legal holds/),
    ).toBeInTheDocument();
  });

  it('lifts after asking, also what somebody else has lifted', async () => {
    const log = open({
      legalHolds: [
        aLegalHold(),
        aLegalHold({
          id: '01928f3c-0000-7000-9000-0000000000c2',
          name: 'Case 9',
        }),
      ],
    });
    await click('Lift the legal hold Case 7');
    await click('Lift legal hold');
    expect(await screen.findByText('Case 9')).toBeInTheDocument();
    expect(log.legalHolds.map(({ name }) => name)).toEqual(['Case 9']);

    await click('Lift the legal hold Case 9');
    log.legalHolds = [];
    await click('Lift legal hold');
    expect(
      await screen.findByText('No events are on hold.'),
    ).toBeInTheDocument();
  });
});
