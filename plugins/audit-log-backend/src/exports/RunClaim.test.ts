import { eventually } from '../__testUtils__/eventually';
import { RunClaim } from './RunClaim';
import { StoredRun } from './types';

function claimOf(heartbeat: () => Promise<StoredRun | undefined>) {
  return new RunClaim(
    {
      store: { heartbeat, updateClaimed: async () => true } as never,
      runId: 'run',
      by: 'replica',
      leaseMs: 20,
      heartbeatMs: 5,
      clock: () => new Date(),
    },
    {} as StoredRun,
  );
}

describe('RunClaim', () => {
  it('renews again after a connection that went silent, and ends beside it', async () => {
    let beats = 0;
    const claim = claimOf(() => {
      beats += 1;
      return new Promise(() => {});
    });
    await eventually(() => expect(beats).toBeGreaterThan(1));
    await claim.end();
    expect(claim.signal.aborted).toBe(false);
  });

  it('is given up where another replica took the run meanwhile', async () => {
    const claim = claimOf(async () => undefined);
    await eventually(() => expect(claim.signal.aborted).toBe(true));
    expect(String(claim.signal.reason)).toContain('taken by another replica');
    await claim.end();
  });
});
