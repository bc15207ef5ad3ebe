import { RecordedEvent, Severity } from 'backstage-plugin-audit-log-common';
import { v7 as uuid } from 'uuid';

/** A kind of operation and how often it happens, relative to the others. */
interface OperationKind {
  plugin: string;
  eventId: string;
  action: string;
  category: string;
  severity: Severity;
  method: string;
  path: string;
  weight: number;
}

const kinds: OperationKind[] = [
  [
    'catalog',
    'entity-fetch',
    'by-name',
    'CATALOG',
    'low',
    'GET',
    '/api/catalog/entities/by-name/component/default/',
    40,
  ],
  [
    'catalog',
    'entity-fetch',
    'by-query',
    'CATALOG',
    'low',
    'GET',
    '/api/catalog/entities/by-query',
    20,
  ],
  [
    'catalog',
    'entity-facets',
    'facets',
    'CATALOG',
    'low',
    'GET',
    '/api/catalog/entity-facets',
    8,
  ],
  [
    'catalog',
    'location-mutate',
    'create',
    'CATALOG',
    'medium',
    'POST',
    '/api/catalog/locations',
    3,
  ],
  [
    'catalog',
    'entity-mutate',
    'refresh',
    'CATALOG',
    'medium',
    'POST',
    '/api/catalog/refresh',
    4,
  ],
  [
    'scaffolder',
    'task',
    'create',
    'TEMPLATES',
    'medium',
    'POST',
    '/api/scaffolder/v2/tasks',
    3,
  ],
  [
    'scaffolder',
    'task',
    'get',
    'TEMPLATES',
    'low',
    'GET',
    '/api/scaffolder/v2/tasks/',
    6,
  ],
  [
    'auth',
    'sign-in',
    'sign-in',
    'ACCESS',
    'medium',
    'POST',
    '/api/auth/oidc/handler/frame',
    4,
  ],
  [
    'permission',
    'permission-evaluation',
    'evaluate',
    'PERMISSIONS',
    'medium',
    'POST',
    '/api/permission/authorize',
    7,
  ],
  [
    'permission',
    'policy-write',
    'update',
    'PERMISSIONS',
    'high',
    'PUT',
    '/api/permission/policies',
    1,
  ],
  [
    'kubernetes',
    'resource-fetch',
    'services',
    'KUBERNETES',
    'low',
    'POST',
    '/api/kubernetes/services/',
    5,
  ],
  [
    'mcp-actions',
    'tool-execution',
    'execute',
    'AI',
    'medium',
    'POST',
    '/api/mcp-actions/v1',
    3,
  ],
  [
    'audit-log',
    'settings-update',
    'update',
    'AUDIT_LOG',
    'critical',
    'PATCH',
    '/api/audit-log/v1/settings',
    1,
  ],
].map(
  ([plugin, eventId, action, category, severity, method, path, weight]) =>
    ({
      plugin,
      eventId,
      action,
      category,
      severity,
      method,
      path,
      weight,
    } as OperationKind),
);

const wheel = kinds.flatMap(kind =>
  Array<OperationKind>(kind.weight).fill(kind),
);

const DAY_MS = 86_400_000;
const PEOPLE = 2_000;
const COMPONENTS = 5_000;
const FAILED = 0.04;

export interface EventsOptions {
  count: number;
  /** Over how many days before `end` the events are spread. */
  days: number;
  /** Milliseconds since 1970. */
  end: number;
  /** The same seed makes the same events, except for their ids. */
  seed: number;
}

/** One event of so many begins a burst: a script, a crawler, a retry loop. */
const BURST_EVERY = 2_000;
const BURST_EVENTS = 300;

/**
 * Events as a busy portal makes them: few people and components cause most of
 * them, most happen in working hours, some come in bursts of one person doing
 * one thing, some fail.
 */
export function* makeEvents(options: EventsOptions): Generator<RecordedEvent> {
  const { count, days, end, seed } = options;
  const random = randomNumbers(seed);
  const start = end - days * DAY_MS;
  // Skewed: half of all go to the first few percent.
  const skewed = (size: number) => Math.floor(size * random() ** 3);
  let burst = { left: 0, kind: wheel[0], person: 0, startedAt: 0 };
  for (let i = 0; i < count; i++) {
    const day = Math.floor((i / count) * days);
    const withinDay = (i / count) * days - day;
    // Most of the day's events between 07:00 and 18:00.
    const hours = withinDay < 0.1 ? withinDay * 70 : 7 + (withinDay - 0.1) * 17;
    const startedAt = Math.floor(start + day * DAY_MS + (hours / 24) * DAY_MS);
    const kind = wheel[Math.floor(random() * wheel.length)];
    const person = skewed(PEOPLE);
    if (burst.left > 0) {
      burst.left -= 1;
    } else if (random() * BURST_EVERY < 1) {
      const left = Math.floor(random() * BURST_EVENTS);
      burst = { left, kind, person, startedAt };
    }
    const isBurst = burst.left > 0;
    yield makeEvent({
      startedAt: isBurst ? burst.startedAt : startedAt,
      kind: isBurst ? burst.kind : kind,
      person: isBurst ? burst.person : person,
      component: skewed(COMPONENTS),
      isFailed: random() < FAILED,
      durationMs: Math.floor(3 + 400 * random() ** 4),
      trace: Math.floor(random() * 2 ** 48)
        .toString(16)
        .padStart(12, '0'),
    });
  }
}

interface Facts {
  startedAt: number;
  kind: OperationKind;
  person: number;
  component: number;
  isFailed: boolean;
  durationMs: number;
  trace: string;
}

function makeEvent(facts: Facts): RecordedEvent {
  const { startedAt, kind, person, component, isFailed, durationMs } = facts;
  const target = `component:default/svc-${component}`;
  const isByService = person % 5 === 4;
  return {
    id: uuid({ msecs: Math.max(0, startedAt) }),
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(startedAt + durationMs).toISOString(),
    durationMs,
    plugin: kind.plugin,
    eventId: kind.eventId,
    action: kind.action,
    category: kind.category,
    severity: kind.severity,
    outcome: isFailed ? 'failed' : 'succeeded',
    amends: null,
    actor: isByService
      ? { type: 'service', ref: `plugin:${kind.plugin}` }
      : { type: 'user', ref: `user:default/person-${person}` },
    target: { type: 'component', ref: target },
    client: {
      ip: `10.${person % 7}.${person % 251}.${(person * 7) % 253}`,
      userAgent: 'Mozilla/5.0 (X11; Linux x64) Chrome/141.0.0.0 Safari/537.36',
    },
    request: {
      method: kind.method,
      path: kind.path.endsWith('/')
        ? `${kind.path}svc-${component}`
        : kind.path,
      status: isFailed ? 404 : 200,
      traceId: `${facts.trace}${facts.trace}00000000`,
    },
    meta: { actionType: kind.action, entityRef: target, taskId: component },
    error: isFailed
      ? { name: 'NotFoundError', message: `No entity named ${target} exists` }
      : null,
    instance: `portal-${person % 3}`,
  };
}

/** Mulberry32: small, fast, and the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.floor(state + 0x6d2b79f5) % 2 ** 32;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
