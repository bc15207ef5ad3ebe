import { RecordedEvent, RuleDetail } from 'backstage-plugin-audit-log-common';

/**
 * The event with no more than `detail` allows. Where something was left out,
 * `meta` says by which rule.
 */
export function withDetail(
  event: RecordedEvent,
  detail: RuleDetail,
  rule: string,
): RecordedEvent {
  const mark = { '[left out]': `by the rule '${rule}'` };
  switch (detail) {
    case 'none': {
      const { client, request, meta, error } = event;
      return {
        ...event,
        client: null,
        request: null,
        meta: client || request || meta ? mark : null,
        error: error && { name: error.name, message: '[left out]' },
      };
    }
    case 'metadata':
      return event.meta ? { ...event, meta: mark } : event;
    default:
      return event;
  }
}
