import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { actorOf, entityOf, personOf } from './ocsfObjects';

type JsonFields = Record<string, unknown>;

/**
 * A class of the Open Cybersecurity Schema Framework, with the activities that
 * we use and the attributes that it has beyond those of every class.
 */
export interface OcsfKind {
  uid: number;
  name: string;
  /** Captions of the activities that events have, by their ids. */
  captions: Record<number, string>;
  /** Activity id of a verb. */
  verbs: Record<string, number>;
  /** Whether it has attributes for a request and its answer. */
  hasHttp: boolean;
  requiresEndpoint: boolean;
  attributes(event: AuditEvent): JsonFields;
}

const crud = {
  captions: { 1: 'Create', 2: 'Read', 3: 'Update', 4: 'Delete' },
  verbs: {
    create: 1,
    register: 1,
    write: 1,
    append: 1,
    read: 2,
    get: 2,
    list: 2,
    fetch: 2,
    all: 2,
    update: 3,
    change: 3,
    refresh: 3,
    pause: 3,
    resume: 3,
    delete: 4,
    unregister: 4,
    remove: 4,
    revoke: 4,
    release: 4,
    discard: 4,
  },
};

/** Every class we emit. Which one an event gets is {@link ocsfKindOf}. */
export const ocsfKinds = {
  authentication: {
    uid: 3002,
    name: 'Authentication',
    captions: { 1: 'Logon', 2: 'Logoff' },
    verbs: { 'sign-in': 1, login: 1, 'sign-out': 2, logout: 2 },
    hasHttp: true,
    requiresEndpoint: false,
    attributes: event => ({
      user: personOf(event),
      service: { name: event.plugin },
      actor: actorOf(event),
    }),
  },
  entityManagement: {
    uid: 3004,
    name: 'Entity Management',
    ...crud,
    hasHttp: true,
    requiresEndpoint: false,
    attributes: event => ({ entity: entityOf(event), actor: actorOf(event) }),
  },
  eventLogActivity: {
    uid: 1008,
    name: 'Event Log Activity',
    captions: {
      2: 'Delete',
      3: 'Export',
      6: 'Start',
      7: 'Stop',
      9: 'Enable',
      10: 'Disable',
    },
    verbs: {
      'retention-run': 2,
      'logging-purge': 2,
      'event-download': 3,
      'export-run': 3,
      'logging-start': 6,
      'logging-stop': 7,
      'logging-enable': 9,
      'logging-disable': 10,
    },
    hasHttp: false,
    requiresEndpoint: false,
    attributes: event => ({ log_name: 'audit-log', actor: actorOf(event) }),
  },
  apiActivity: {
    uid: 6003,
    name: 'API Activity',
    ...crud,
    hasHttp: true,
    requiresEndpoint: true,
    attributes: event => ({
      actor: actorOf(event),
      api: {
        operation: event.eventId,
        service: { name: event.plugin },
        ...(event.request?.requestId && {
          request: { uid: event.request.requestId },
        }),
      },
    }),
  },
} as const satisfies Record<string, OcsfKind>;

const managed = ['CATALOG', 'TEMPLATES', 'PERMISSIONS', 'AUDIT_LOG'];
const CHANGES = [1, 3, 4];
const OTHER = 99;

/** The class of an event, and what it does, by its category and its verb. */
export function ocsfKindOf(event: AuditEvent): {
  kind: OcsfKind;
  activity: { id: number; name: string };
} {
  const kind = chooseKind(event);
  const id = activityOf(event, kind);
  return {
    kind,
    activity: { id, name: kind.captions[id] ?? event.action ?? event.eventId },
  };
}

function chooseKind(event: AuditEvent): OcsfKind {
  const { authentication, eventLogActivity, entityManagement, apiActivity } =
    ocsfKinds;
  if (event.category === 'ACCESS') {
    return authentication;
  }
  const isOfLog =
    event.category === 'AUDIT_LOG' && event.eventId in eventLogActivity.verbs;
  if (isOfLog) {
    return eventLogActivity;
  }
  return managed.includes(event.category) &&
    event.target !== null &&
    CHANGES.includes(activityOf(event, entityManagement))
    ? entityManagement
    : apiActivity;
}

/** 99 (Other) where no activity of the class fits. */
function activityOf(event: AuditEvent, { verbs }: OcsfKind): number {
  const words = [event.action, ...event.eventId.split('-').reverse()];
  const word = words.find(each => each && each in verbs);
  return verbs[event.eventId] ?? (word ? verbs[word] : OTHER);
}
