import { FakeAuditLog } from '../src/fixtures';

type RecordingFacts = Partial<Pick<FakeAuditLog, 'status' | 'quarantined'>>;

const recorder = {
  instance: 'backend-0',
  recording: 'on' as const,
  queued: 0,
  oldestQueuedAt: null,
  appended: 184_220,
  duplicates: 12,
  dropped: 0,
  quarantined: 0,
  notDurable: 0,
  openOperations: 3,
  unknownOutcomes: 0,
  isAway: false,
  lastAppendError: null,
  appendLatencyMs: { p50: 2.1, p99: 14, max: 31 },
  lagMs: { p50: 27, p99: 61, max: 140 },
  journal: {
    folder: '/var/lib/backstage/audit-log-journal',
    usable: true,
    bytes: 1_300_000,
    maxBytes: 268_435_456,
    spilled: 0,
  },
  problems: [],
};
const replicas = ['backend-0', 'backend-1', 'backend-2'];

/** What recording is like when it is not well. */
export const recordingStates: Record<string, RecordingFacts> = {
  impaired: {
    status: {
      health: 'impaired',
      problems: [
        "Events can't be appended at present and are held back: connect ECONNREFUSED 10.0.4.17:5432",
        "backend-1: The journal in '/var/lib/backstage/audit-log-journal' can't be written to, so calls wait for the database instead: ENOSPC: no space left on device, write",
      ],
      replicas,
      recorder: {
        ...recorder,
        queued: 12_934,
        isAway: true,
        lastAppendError: 'connect ECONNREFUSED 10.0.4.17:5432',
        notDurable: 7,
        journal: { ...recorder.journal, usable: false, bytes: 98_000_000 },
      },
    },
  },
  dropped: {
    status: { replicas, recorder: { ...recorder, dropped: 3_204 } },
  },
  quarantined: {
    status: {
      health: 'impaired',
      problems: [
        'backend-1: 2 events were put aside because the log refuses them',
      ],
      replicas,
      recorder,
    },
    quarantined: [0, 1].map(index => ({
      instance: 'backend-1',
      id: `01928f3c-0000-7000-9000-00000000010${index}`,
      plugin: 'catalog',
      eventId: 'location-mutate',
      severity: 'medium',
      outcome: 'succeeded',
      startedAt: '2026-11-22T10:00:00.000Z',
      actor: 'user:default/grace',
      target: 'url:https://example.com/catalog-info.yaml',
      reason: 'invalid byte sequence for encoding "UTF8": 0x00',
      since: '2026-11-22T10:00:05.000Z',
    })),
  },
  unjournalled: {
    status: { replicas, recorder: { ...recorder, journal: null } },
  },
};
