import { FakeAuditLog, anEvent } from '../fixtures';
import { newActorsQuery } from './newActors';

const since = '2026-11-15T00:00:00.000Z';
const search = '0b6f6c8e-6ad5-4ef0-94a5-3b0b4ab4a001';

const by = (ref: string, day: string) =>
  anEvent({
    actor: { type: 'user', ref },
    startedAt: `2026-11-${day}T10:00:00.000Z`,
  });

describe('newActorsQuery', () => {
  it('finds those of whom nothing was recorded before', async () => {
    const log = new FakeAuditLog({
      events: [
        by('user:default/ada', '20'),
        by('user:default/new', '19'),
        by('user:default/grace', '18'),
        by('user:default/ada', '10'),
        by('user:default/grace', '01'),
        by('user:default/old', '01'),
      ],
    });
    expect(await newActorsQuery(log, { since, search })).toBe(
      'actor:user:default/new',
    );
  });

  it('finds nobody where all were there before', async () => {
    const log = new FakeAuditLog({
      events: [by('user:default/ada', '20'), by('user:default/ada', '10')],
    });
    expect(await newActorsQuery(log, { since, search })).toBeUndefined();
  });
});
