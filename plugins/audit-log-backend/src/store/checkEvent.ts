import { InputError } from '@backstage/errors';
import {
  actorTypes,
  outcomes,
  RecordedEvent,
  severities,
} from 'backstage-plugin-audit-log-common';
import { eventLimits, overLimit } from 'backstage-plugin-audit-log-node';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const texts = ['plugin', 'eventId', 'category', 'instance'] as const;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Refuses what would end as an error of the database, or would read back
 * otherwise than it was hashed. The recorder makes no such event. Everything
 * else is the schema's business, where the event comes from outside.
 *
 * @throws InputError
 */
export function checkEvent(event: RecordedEvent): void {
  const { request, actor, meta } = event;
  check(event, 'id', event.id, UUID.test(event.id), 'a UUID');
  if (event.amends !== null) {
    check(event, 'amends', event.amends, UUID.test(event.amends), 'a UUID');
  }
  checkTime(event, 'startedAt', event.startedAt);
  if (event.endedAt !== null) {
    checkTime(event, 'endedAt', event.endedAt);
  }
  checkInteger(event, 'durationMs', event.durationMs);
  checkInteger(event, 'request.status', request?.status);
  check(
    event,
    'severity',
    event.severity,
    severities.includes(event.severity),
    `one of ${severities.join(', ')}`,
  );
  check(
    event,
    'outcome',
    event.outcome,
    outcomes.includes(event.outcome),
    `one of ${outcomes.join(', ')}`,
  );
  for (const field of texts) {
    const text = event[field];
    const isText = typeof text === 'string' && text !== '';
    check(event, field, text, isText, 'a text');
  }
  check(
    event,
    'actor.type',
    actor?.type,
    actorTypes.includes(actor?.type),
    `one of ${actorTypes.join(', ')}`,
  );
  const isMeta = typeof meta === 'object' && !Array.isArray(meta);
  check(event, 'meta', meta, isMeta, 'an object or null');
  const over = overLimit(event);
  if (over) {
    checkBytes(event, over.field, over.text, over.max);
  }
}

/** The size of `meta` as it is stored. */
export function checkMeta(event: RecordedEvent, canonical: string): void {
  // A UTF-16 code unit is at most 3 bytes of UTF-8: most need no counting.
  if (canonical.length * 3 > eventLimits.meta) {
    checkBytes(event, 'meta', canonical, eventLimits.meta);
  }
}

function checkTime(event: RecordedEvent, field: string, value: string): void {
  const isTime = TIME.test(value) && !Number.isNaN(Date.parse(value));
  check(event, field, value, isTime, 'a time like 2026-01-31T23:59:59.999Z');
}

function checkInteger(
  event: RecordedEvent,
  field: string,
  value: number | null | undefined,
): void {
  if (value !== null && value !== undefined) {
    const isInteger = Number.isSafeInteger(value);
    check(event, field, value, isInteger, 'an integer');
  }
}

function checkBytes(
  event: RecordedEvent,
  field: string,
  text: string,
  max: number,
): void {
  const bytes = Buffer.byteLength(text);
  const expected = `at most ${max} bytes, it has ${bytes}`;
  check(event, field, `${text.slice(0, 40)}…`, bytes <= max, expected);
}

function check(
  event: RecordedEvent,
  field: string,
  value: unknown,
  isFine: boolean,
  expected: string,
): void {
  if (!isFine) {
    throw new InputError(
      `Event "${event.id}" can't be stored: ${field} is ${JSON.stringify(
        value,
      )}, expected ${expected}`,
    );
  }
}
