import { Rule } from 'backstage-plugin-audit-log-common';
import { RecorderOptions } from './options';
import { RuleBook } from '../rules';

/** Options of a recorder that waits no longer than a test wants to. */
export function recorderOptions(
  options: Partial<RecorderOptions> & { ruleList?: Rule[] } = {},
): RecorderOptions {
  const { ruleList, ...overrides } = options;
  return {
    instance: 'test',
    anonymous: { perAddress: 1e6, total: 1e6 },
    memory: { maxEvents: 1000, maxSize: 10_000_000 },
    batch: {
      maxBatchEvents: 100,
      maxBatchSize: 1_000_000,
      lingerMs: 1,
      appendTimeoutMs: 1_000,
    },
    waiting: {
      strictMs: 50,
      commitMs: 50,
      patienceMs: 50,
      graceMs: 50,
      drainMs: 200,
    },
    durability: {
      low: 'journal',
      medium: 'commit',
      high: 'commit',
      critical: 'commit',
    },
    rules: RuleBook.create({
      rules: ruleList ?? [
        {
          name: 'strict',
          match: { event: 'strict' },
          effect: 'record',
          durability: 'strict',
        },
      ],
    }),
    isVolatile: false,
    now: Date.now,
    // The shortest pauses that the backoff allows.
    random: () => 0,
    ...overrides,
  };
}
