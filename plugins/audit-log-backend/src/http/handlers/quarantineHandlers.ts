import {
  AuditLogRecorder,
  QuarantinedEvent,
} from 'backstage-plugin-audit-log-node';
import { Handlers } from '../types';

/** Most events in quarantine that are shown; trying again tries all. */
const MAX_SHOWN = 100;

/** Events that the log refuses while it takes others. */
export function quarantineHandlers(options: {
  recorder: AuditLogRecorder;
}): Handlers<'listQuarantined' | 'retryQuarantined'> {
  const { recorder } = options;
  return {
    listQuarantined: async () => {
      const all = recorder.quarantined();
      return {
        instance: recorder.instance,
        total: all.length,
        items: all.slice(0, MAX_SHOWN).map(summaryOf),
      };
    },

    retryQuarantined: async ({ note }) => {
      const retried = await recorder.redrive();
      note({ after: { retried } });
      return { retried };
    },
  };
}

function summaryOf({ event, reason, since }: QuarantinedEvent) {
  const { id, plugin, eventId, severity, outcome, startedAt } = event;
  return { id, plugin, eventId, severity, outcome, startedAt, reason, since };
}
