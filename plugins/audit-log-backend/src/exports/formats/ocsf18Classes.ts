import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { actorOf, entityOf, personOf } from './ocsfObjects';

type JsonFields = Record<string, unknown>;

/**
 * A class of the Open Cybersecurity Schema Framework, with the activities that
 * we use and the attributes that it requires beyond those of every class.
 */
export interface OcsfClass {
  uid: number;
  name: string;
  /** Activity id of a verb. */
  activities: Record<string, number>;
  attributes(event: AuditEvent): JsonFields;
}

const crud = {
  create: 1,
  register: 1,
  write: 1,
  read: 2,
  get: 2,
  list: 2,
  fetch: 2,
  all: 2,
  update: 3,
  change: 3,
  refresh: 3,
  delete: 4,
  unregister: 4,
  remove: 4,
};

/** Every class we emit. Which one an event gets is {@link ocsfClassOf}. */
export const ocsfClasses = {
  authentication: {
    uid: 3002,
    name: 'Authentication',
    activities: { 'sign-in': 1, login: 1, 'sign-out': 2, logout: 2 },
    attributes: event => ({
      user: personOf(event),
      service: { name: event.plugin },
      actor: actorOf(event),
    }),
  },
  entityManagement: {
    uid: 3004,
    name: 'Entity Management',
    activities: crud,
    attributes: event => ({ entity: entityOf(event), actor: actorOf(event) }),
  },
  eventLogActivity: {
    uid: 1008,
    name: 'Event Log Activity',
    activities: {
      delete: 2,
      purge: 2,
      download: 3,
      export: 3,
      pause: 7,
      resume: 6,
      enable: 9,
      disable: 10,
    },
    attributes: event => ({ log_name: 'audit-log', actor: actorOf(event) }),
  },
  apiActivity: {
    uid: 6003,
    name: 'API Activity',
    activities: crud,
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
} as const satisfies Record<string, OcsfClass>;

const entityCategories = ['CATALOG', 'TEMPLATES', 'PERMISSIONS'];
const changes = [1, 3, 4];

/**
 * The activity of an event within a class; 99 (Other) where none fits.
 */
export function ocsfActivityOf(event: AuditEvent, chosen: OcsfClass): number {
  const words = [event.action, ...event.eventId.split('-').reverse()];
  const whole = chosen.activities[event.eventId];
  const word = words.find(each => each && chosen.activities[each]);
  return whole ?? (word ? chosen.activities[word] : 99);
}

/**
 * The class of an event, by its category and what it does.
 */
export function ocsfClassOf(event: AuditEvent): OcsfClass {
  if (event.category === 'ACCESS') {
    return ocsfClasses.authentication;
  }
  if (event.category === 'AUDIT_LOG') {
    return ocsfClasses.eventLogActivity;
  }
  const managed = ocsfClasses.entityManagement;
  return entityCategories.includes(event.category) &&
    event.target !== null &&
    changes.includes(ocsfActivityOf(event, managed))
    ? managed
    : ocsfClasses.apiActivity;
}
