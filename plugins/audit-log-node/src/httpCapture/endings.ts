import { Severity } from 'backstage-plugin-audit-log-common';
import { CallerLeftError } from '../callerLeft';
import { Ending } from './onceOver';

/** Of what is recorded of a request, by its method and how it ended. */
export function severityOf(method: string, status: Ending): Severity {
  const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method);
  return isRead && status !== 401 && status !== 403 ? 'low' : 'medium';
}

/** What a caller who left would have been told, nobody knows. */
export function outcomeOf(status: Ending) {
  if (status === 'left') {
    return 'unknown';
  }
  return status === 'aborted' || status >= 400 ? 'failed' : 'succeeded';
}

/** Of one that did not succeed. */
export function errorOf(status: Ending) {
  if (status === 'left') {
    return new CallerLeftError();
  }
  return status === 'aborted'
    ? {
        name: 'AbortError',
        message: 'The connection ended before the answer did',
      }
    : { name: 'HttpError', message: `Answered with ${status}` };
}
