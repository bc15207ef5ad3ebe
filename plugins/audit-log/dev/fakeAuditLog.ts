import { recordingStates } from './recordingStates';
import {
  FakeAuditLog,
  aGrant,
  aLegalHold,
  aView,
  manyEvents,
} from '../src/fixtures';

const readOnly = {
  isAdmin: false,
  mayUpdateSettings: false,
  mayManageStorage: false,
  mayManageExports: false,
};

/**
 * A log for trying the screens out. `?fake=` with `empty`, `disabled`,
 * `reader`, `config`, `new`, `stranger`, `broken` or `slow` shows the other
 * states, and `impaired`, `dropped`, `quarantined` or `unjournalled` those of
 * recording; the choice stays until the tab is closed.
 */
export function fakeAuditLog(search: string): FakeAuditLog {
  const asked = new URLSearchParams(search).get('fake');
  const fake = asked ?? sessionStorage.getItem('fake') ?? 'full';
  sessionStorage.setItem('fake', fake);
  const log = new FakeAuditLog({
    events: fake === 'empty' ? [] : manyEvents(20_000, new Date()),
  });
  log.dependents = {
    ...log.dependents,
    exportSchedules: [
      {
        id: '1',
        name: 'Nightly to S3',
        owner: 'user:default/grace',
        status: 'Active',
      },
    ],
    views: [
      { id: '2', name: 'Failed operations', owner: 'user:default/ada' },
      { id: '3', name: 'Sign-ins per day', owner: 'group:default/security' },
    ],
    grants: [
      {
        id: '4',
        grantee: 'group:default/auditors',
        owner: 'user:default/ada',
      },
    ],
  };
  log.views = [
    aView({ shared: true, isDefault: false }),
    aView({
      id: '01928f3c-0000-7000-9000-000000000002',
      name: 'My sign-ins',
      query: 'plugin:auth actor:ada',
    }),
  ];
  log.grants = [
    aGrant({
      grantee: 'group:default/payments',
      limits: { categories: ['CATALOG', 'TEMPLATES'], ownedEntities: true },
      expiresAt: new Date(Date.now() + 9 * 86_400_000).toISOString(),
      reason: 'Incident 4711',
    }),
    aGrant({ id: '01928f3c-0000-7000-9000-0000000000a2' }),
    aGrant({
      id: '01928f3c-0000-7000-9000-0000000000a3',
      grantee: 'user:default/alan',
      limits: { ownEvents: true },
      expiresAt: '2026-11-01T00:00:00.000Z',
      isActive: false,
    }),
  ];
  log.legalHolds = [aLegalHold()];
  log.settings.retentionRules = [
    { categories: ['PERMISSIONS', 'ACCESS'], minSeverity: 'high', days: 365 },
    { minSeverity: 'critical', days: 90 },
  ];
  log.retention.unexported = [
    {
      schedule: 'Nightly to S3',
      events: { count: 10_000, isComplete: false },
    },
  ];
  switch (fake) {
    case 'config':
      log.settings.managedByConfig = {
        state: 'auditLog.enabled',
        retentionDays: 'auditLog.retention.days',
        retentionRules: 'auditLog.retention.rules',
      };
      break;
    case 'new':
      log.grants = [];
      log.legalHolds = [];
      log.settings.retentionRules = [];
      break;
    case 'disabled':
      log.events = [];
      log.settings = {
        ...log.settings,
        state: 'disabled',
        reason: 'Moving to another region',
        keptUntil: new Date(Date.now() + 29 * 86_400_000).toISOString(),
      };
      break;
    case 'reader':
      log.me = { ...log.me, ...readOnly };
      break;
    case 'stranger':
      log.me = { ...log.me, ...readOnly, mayRead: false };
      break;
    case 'impaired':
    case 'dropped':
    case 'quarantined':
    case 'unjournalled':
      Object.assign(log, recordingStates[fake]);
      break;
    case 'broken':
      log.listEvents = async () => {
        throw new Error('The database did not answer within 5 seconds.');
      };
      break;
    case 'slow':
      log.listEvents = () => new Promise(() => {});
      break;
    default:
  }
  setInterval(() => {
    if (['enabling', 'disabling'].includes(log.settings.state)) {
      log.arrive(new Date());
    }
  }, 4_000);
  return log;
}
