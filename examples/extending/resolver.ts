import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  EventResolver,
  auditLogResolversServiceRef,
} from 'backstage-plugin-audit-log-node';

/** An invoice is what was acted on, and its number is what people know it by. */
export const resolveBilling: EventResolver = ({ eventId, meta }) => ({
  category: 'BILLING',
  action: eventId === 'invoice-send' ? 'send' : null,
  target:
    typeof meta.invoice === 'string'
      ? { type: 'invoice', ref: meta.invoice }
      : null,
});

export const billingPlugin = createBackendPlugin({
  pluginId: 'billing',
  register(reg) {
    reg.registerInit({
      deps: {
        auditor: coreServices.auditor,
        resolvers: auditLogResolversServiceRef,
      },
      async init({ auditor, resolvers }) {
        resolvers.register('billing', resolveBilling);

        const event = await auditor.createEvent({
          eventId: 'invoice-send',
          severityLevel: 'medium',
          meta: { invoice: '2026-4711' },
        });
        await event.success();
      },
    });
  },
});
