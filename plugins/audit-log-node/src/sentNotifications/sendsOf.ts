import { CallerLeftError } from '../callerLeft';

/** How a request to send a notification was answered. */
export interface Answered {
  /** Undefined where the caller left before. */
  status: number | undefined;
  /** What was answered, as it was before it was written. */
  body: unknown;
}

/** What one event tells. */
export interface Send {
  outcome: 'succeeded' | 'failed' | 'unknown';
  meta: Record<string, unknown>;
  error?: unknown;
}

type Fields = Record<string, unknown>;

/**
 * What came of a request to send a notification: one of each notification that
 * was sent, to a person or to everyone; else one of the request.
 *
 * @param requested - the parsed body of the request, where there was one
 */
export function sendsOf(answered: Answered, requested: unknown): Send[] {
  const { status, body } = answered;
  if (status === undefined) {
    return [
      {
        outcome: 'unknown',
        meta: { actionType: 'send', ...requestedFacts(requested) },
        error: new CallerLeftError(),
      },
    ];
  }
  if (status >= 400) {
    return [
      {
        outcome: 'failed',
        meta: { actionType: 'send', ...requestedFacts(requested) },
        error: answeredError(body, status),
      },
    ];
  }
  const sent = Array.isArray(body) ? body.map(fieldsOf) : [];
  if (sent.length === 0) {
    return [
      {
        outcome: 'succeeded',
        meta: { actionType: 'reach-nobody', ...requestedFacts(requested) },
      },
    ];
  }
  return sent.map(({ id, user, payload }) => ({
    outcome: 'succeeded',
    meta: {
      ...(typeof user === 'string' && user !== ''
        ? { actionType: 'send', recipient: user }
        : { actionType: 'broadcast' }),
      ...named('notificationId', id),
      ...payloadFacts(payload),
    },
  }));
}

function requestedFacts(requested: unknown): Fields {
  const { recipients, payload } = fieldsOf(requested);
  const { type, entityRef } = fieldsOf(recipients);
  const refs = [entityRef]
    .flat()
    .filter((ref): ref is string => typeof ref === 'string');
  return {
    ...(refs.length === 1 && { recipient: refs[0] }),
    ...(refs.length > 1 && { recipients: refs }),
    ...(type === 'broadcast' && { recipients: ['everyone'] }),
    ...payloadFacts(payload),
  };
}

function payloadFacts(payload: unknown): Fields {
  const { title, topic, scope, link, severity } = fieldsOf(payload);
  return {
    ...named('title', title),
    ...named('topic', topic),
    ...named('scope', scope),
    ...named('link', link),
    ...named('importance', severity),
  };
}

function answeredError(body: unknown, status: number) {
  const { name, message } = fieldsOf(fieldsOf(body).error);
  return {
    name: typeof name === 'string' ? name : 'HttpError',
    message: typeof message === 'string' ? message : `Answered with ${status}`,
  };
}

function named(key: string, value: unknown): Fields {
  return typeof value === 'string' && value !== '' ? { [key]: value } : {};
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
