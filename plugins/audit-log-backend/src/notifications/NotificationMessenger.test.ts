import { mockServices } from '@backstage/backend-test-utils';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { storedGrant } from '../__testUtils__/storedGrant';
import { ExportNews } from '../exports';
import { StorageNews } from '../storage';
import { NotificationMessenger } from './NotificationMessenger';
import { Notifier } from './Notifier';

const evil =
  '<a href=//evil.tld>Fix it</a> <!channel> [Fix it](https://evil.tld)\r\n*now*';

const schedule = { id: 'one', name: evil, owner: evil, failuresInARow: 1 };
const run = {
  error: evil,
  destination: evil,
  fromSequence: evil,
  toSequence: evil,
  spec: { integration: evil },
};
const integration = {
  name: evil,
  destination: evil,
  createdBy: evil,
  statusReason: evil,
};

/** Every message, with foreign words wherever there can be some. */
const messages: Record<string, (notifier: Notifier) => Promise<void>> = {
  disabled: notifier =>
    notifier.lifecycle(
      {
        kind: 'disabled',
        askedBy: { type: 'user', ref: evil },
        reason: evil,
        keptUntil: '2026-12-29T18:17:47.884Z',
      },
      async () => {
        throw new Error('not asked for');
      },
    ),
  'could not be enabled': notifier =>
    notifier.lifecycle(
      {
        kind: 'activation-failed',
        askedBy: { type: 'user', ref: evil },
        reason: evil,
      },
      async () => {
        throw new Error('not asked for');
      },
    ),
  enabled: notifier =>
    notifier.lifecycle(
      {
        kind: 'enabled',
        askedBy: { type: 'user', ref: evil },
        recovery: 'recovered',
      },
      async () => ({
        toSetUpAgain: { storageIntegrations: [evil], exportSchedules: [evil] },
      }),
    ),
  'given a grant': notifier =>
    notifier.grant(
      {
        kind: 'given',
        grant: storedGrant({ grantee: evil, reason: evil, createdBy: evil }),
        by: evil,
      },
      async () => ({
        isAdmin: false,
        held: [storedGrant({ limits: { plugins: [evil] } })],
      }),
    ),
  'a failed run': notifier =>
    notifier.exports({
      kind: 'run-failed',
      suspended: false,
      schedule,
      run,
    } as unknown as ExportNews),
  'a suspended schedule': notifier =>
    notifier.exports({
      kind: 'run-failed',
      suspended: true,
      schedule: { ...schedule, failuresInARow: 11 },
      run,
    } as unknown as ExportNews),
  'a run that works again': notifier =>
    notifier.exports({
      kind: 'run-succeeded',
      recovered: true,
      schedule,
      run,
    } as unknown as ExportNews),
  'a storage that works': notifier =>
    notifier.storage({
      kind: 'integration-tested',
      integration,
      test: { ok: true, steps: [] },
      schedules: [],
    } as unknown as StorageNews),
  'a storage that fails': notifier =>
    notifier.storage({
      kind: 'integration-tested',
      integration,
      test: { ok: false, steps: [{ ok: false, message: evil }] },
      schedules: [schedule],
    } as unknown as StorageNews),
  'a storage that was changed': notifier =>
    notifier.storage({
      kind: 'integration-changed',
      integration,
      by: evil,
      effect: 'paused',
      schedules: [schedule],
    } as unknown as StorageNews),
  'impaired recording': notifier =>
    notifier.recording({
      kind: 'impaired',
      instance: evil,
      problems: [`target.ref is ${JSON.stringify(evil)}`],
    }),
  'recovered recording': notifier =>
    notifier.recording({
      kind: 'recovered',
      instance: evil,
      problems: [evil],
      since: '2026-12-29T18:17:47.884Z',
    }),
  'operations that never ended': notifier =>
    notifier.recording({
      kind: 'incomplete',
      operations: [
        recordedEvent({
          plugin: evil,
          eventId: evil,
          actor: { type: 'user', ref: evil },
        }),
      ],
    }),
  'unexported events': notifier =>
    notifier.retention({
      kind: 'unexported',
      schedules: [evil],
      heldBack: true,
    }),
};

describe('NotificationMessenger', () => {
  const logger = mockServices.logger.mock();
  const send = jest.fn<
    ReturnType<NotificationService['send']>,
    Parameters<NotificationService['send']>
  >();
  const messenger = new NotificationMessenger({
    notifications: { send },
    logger,
  });
  const notifier = new Notifier({
    messenger,
    ledger: { claim: async () => true, has: async () => false },
    admins: ['group:default/platform'],
    clock: () => new Date('2026-11-22T10:00:00.000Z'),
    findNames: async refs => new Map(refs.map(ref => [ref, evil])),
    timeZone: 'UTC',
  });

  beforeEach(() => {
    jest.resetAllMocks();
    send.mockResolvedValue(undefined);
  });

  it.each(Object.entries(messages))(
    'sends of %s no markup of anybody else',
    async (_, tell) => {
      await tell(notifier);
      const [[{ payload }]] = send.mock.calls;
      expect(payload.link).toMatch(/^\/audit-log[\w/?=&%#-]*$/);
      const text = `${payload.title} ${payload.description}`;
      expect(text).toContain('Fix it');
      expect(text).not.toMatch(/[<>&*\r\n]|https:|\]\(/);
    },
  );

  it('writes what it could not send as plainly into the log', async () => {
    send.mockRejectedValue(new Error('Not found'));
    await messenger.send({
      to: ['user:default/ada'],
      title: `Title of\n${evil}`,
      description: evil,
      link: '/audit-log',
      severity: 'normal',
      scope: 'audit-log:test',
    });
    const [[line]] = logger.info.mock.calls;
    expect(line).toContain('Title of ‹a href=//evil.tld›Fix it‹/a›');
    expect(line).not.toMatch(/[\r\n]/);
  });
});
