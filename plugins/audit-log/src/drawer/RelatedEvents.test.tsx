import { screen, waitFor, within } from '@testing-library/react';
import { address, openExplorer, person } from '../__testUtils__/openExplorer';
import { FakeAuditLog, anEvent } from '../fixtures';

const second = (number: number) => `2026-11-22T10:00:0${number}.000Z`;
const event = anEvent({
  sequence: '5',
  startedAt: second(5),
  request: { traceId: 'abc' },
  actor: { type: 'user', ref: 'user:default/ada' },
  target: { type: 'entity', ref: 'component:default/svc-77' },
});
const ofAll = anEvent({
  ...event,
  id: 'of-all',
  sequence: '4',
  startedAt: second(4),
  eventId: 'entity-mutate',
  action: 'refresh',
});
const ofTarget = anEvent({
  id: 'of-target',
  sequence: '8',
  startedAt: second(8),
  eventId: 'entity-mutate',
  action: 'delete',
  actor: { type: 'user', ref: 'user:default/grace' },
  target: event.target,
  request: null,
});
const stranger = anEvent({
  id: 'stranger',
  sequence: '6',
  startedAt: second(6),
  actor: { type: 'user', ref: 'user:default/alan' },
  target: null,
  request: null,
});

async function openRelated(events = [stranger, ofTarget, event, ofAll]) {
  const log = new FakeAuditLog({ events });
  const read = jest.spyOn(log, 'listEvents');
  openExplorer(log, { search: `?range=all&event=${event.id}` });
  await person.click(await screen.findByRole('tab', { name: 'Related' }));
  return read;
}
const entries = async () => {
  const timeline = await screen.findByRole('list', {
    name: 'Related events, newest first',
  });
  return within(timeline)
    .getAllByRole('listitem')
    .map(item => item.textContent);
};

describe('RelatedEvents', () => {
  it('is one timeline, and says why each event is in it', async () => {
    const read = await openRelated();
    expect(await entries()).toEqual([
      expect.stringMatching(/^Delete entity.*Same target3 sec later$/),
      expect.stringMatching(/^Register location.*This event$/),
      expect.stringMatching(
        /^Refresh entity.*Same request · Same target · Same actor1 sec earlier$/,
      ),
    ]);
    const searches = read.mock.calls
      .filter(([query]) => query.q)
      .map(([query]) => query.search);
    expect(searches).toHaveLength(6);
    expect(new Set(searches).size).toBe(1);
  });

  it('leaves out a kind, and opens another event', async () => {
    await openRelated();
    const chip = await screen.findByRole('button', { name: 'Same target: 2' });
    expect(chip).toHaveAttribute('aria-pressed', 'true');
    await person.click(chip);
    await waitFor(async () => expect(await entries()).toHaveLength(2));
    await person.click(screen.getByRole('button', { name: /^Refresh entity/ }));
    await waitFor(() => expect(address()).toContain('event=of-all'));
  });

  it('says so where nothing else happened', async () => {
    await openRelated([event]);
    expect(
      await screen.findByText('Nothing else happened around this event.'),
    ).toBeInTheDocument();
  });
});
