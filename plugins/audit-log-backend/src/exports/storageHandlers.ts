import { StorageIntegration } from 'backstage-plugin-audit-log-common';
import { JsonObject } from '@backstage/types';
import { Handlers } from '../rooms';
import { StorageIntegrations, StorageRegistry } from '../storage';
import { ExportLinks } from './ExportLinks';
import { ExportSchedules } from './ExportSchedules';

/** What an own event tells of an integration. */
function facts(integration: StorageIntegration): JsonObject {
  const { name, destination, identity, region, endpoint, status } = integration;
  return JSON.parse(
    JSON.stringify({ name, destination, identity, region, endpoint, status }),
  );
}

/** Places that exports go to. */
export function storageHandlers(options: {
  integrations: StorageIntegrations;
  links: Pick<ExportLinks, 'list'>;
  schedules: Pick<ExportSchedules, 'list'>;
  storageOffer: ReturnType<StorageRegistry['offer']>;
}): Handlers<
  | 'listIntegrations'
  | 'createIntegration'
  | 'getIntegration'
  | 'updateIntegration'
  | 'deleteIntegration'
  | 'testIntegration'
> {
  const { integrations, links, schedules, storageOffer } = options;
  return {
    listIntegrations: async () => {
      const uses = (await schedules.list()).map(
        ({ integration }) => integration,
      );
      const items = await integrations.list();
      return {
        items: items.map(item => ({
          ...item,
          schedules: uses.filter(name => name === item.name).length,
        })),
        ...storageOffer,
      };
    },

    createIntegration: async ({ body, caller, note }) => {
      const after = await integrations.create(body, { by: caller.ref });
      note({ after: facts(after) });
      return after;
    },

    getIntegration: async ({ params }) => ({
      integration: await integrations.get(params.name),
      schedules: await links.list(params.name),
    }),

    updateIntegration: async ({ params, body, version, caller, note }) => {
      const { before, after } = await integrations.update(params.name, body, {
        by: caller.ref,
        version,
      });
      note({
        before: facts(before),
        after: facts(after),
        schedules: body.schedules,
      });
      return after;
    },

    deleteIntegration: async ({ params, query, caller, note }) => {
      const before = await integrations.delete(params.name, {
        by: caller.ref,
        schedules: query.schedules,
      });
      note({ before: facts(before), schedules: query.schedules });
      return before;
    },

    testIntegration: async ({ params, note }) => {
      const test = await integrations.test(params.name);
      const failed = test.steps.find(({ ok }) => !ok);
      note({ ok: test.ok, failedStep: failed?.step ?? null });
      return test;
    },
  };
}
