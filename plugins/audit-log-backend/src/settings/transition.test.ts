import {
  lifecycleCommands,
  lifecycleStates,
  nextState,
} from 'backstage-plugin-audit-log-common';
import { applyTransition, Transition } from './transition';
import { StoredSettings } from './types';

const at = new Date('2026-01-31T12:00:00.000Z');
const ada = { type: 'user', ref: 'user:default/ada' } as const;

const transitions: Record<Transition['command'], Transition> = {
  enable: { command: 'enable', at, by: ada, transitionId: 'id-1' },
  disable: {
    command: 'disable',
    at,
    by: ada,
    reason: 'Too costly',
    transitionId: 'id-2',
  },
  activated: { command: 'activated' },
  'activation-failed': {
    command: 'activation-failed',
    at,
    reason: 'Disk full',
  },
  deactivated: {
    command: 'deactivated',
    at,
    recoveryDays: 30,
    dayMs: 86_400_000,
  },
};

const settings = (override: Partial<StoredSettings>): StoredSettings => ({
  state: 'disabled',
  changedAt: null,
  changedBy: null,
  reason: null,
  keptUntil: null,
  transitionId: null,
  changed: {},
  version: 4,
  ...override,
});

describe('applyTransition', () => {
  it.each(
    lifecycleStates.flatMap(state =>
      lifecycleCommands.map(command => [state, command] as const),
    ),
  )('follows the lifecycle table from %s on %s', (state, command) => {
    expect(
      applyTransition(settings({ state }), transitions[command])?.state,
    ).toBe(nextState(state, command));
  });

  it('keeps who, when and why an Admin asked', () => {
    const disabling = applyTransition(
      settings({ state: 'enabled' }),
      transitions.disable,
    );
    expect(disabling).toMatchObject({
      changedAt: at.toISOString(),
      changedBy: ada,
      reason: 'Too costly',
      transitionId: 'id-2',
    });
    expect(
      applyTransition(settings(disabling!), transitions.deactivated),
    ).toMatchObject({
      changedAt: at.toISOString(),
      changedBy: ada,
      reason: 'Too costly',
      keptUntil: '2026-03-02T12:00:00.000Z',
      transitionId: null,
    });
  });

  it('forgets the purge only once enabled again', () => {
    const kept = settings({ keptUntil: '2026-03-02T12:00:00.000Z' });
    const enabling = settings(applyTransition(kept, transitions.enable)!);
    expect(enabling.keptUntil).toBe(kept.keptUntil);
    expect(
      applyTransition(enabling, transitions['activation-failed']),
    ).toMatchObject({ keptUntil: kept.keptUntil, reason: 'Disk full' });
    expect(
      applyTransition(enabling, transitions.activated)?.keptUntil,
    ).toBeNull();
  });
});
