import { ConflictError, InputError, toError } from '@backstage/errors';
import {
  ExportScheduleDraft,
  destinationsMayCollide,
  parseDestination,
  pathInside,
  renderDestination,
} from 'backstage-plugin-audit-log-common';
import { StorageIntegrations } from '../storage';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { CompileQuery, ReadViewQuery } from './types';

/**
 * Checks of a draft what its schema can't: integration, queries, and that no
 * other schedule could write the same objects.
 *
 * @throws InputError naming the field, or ConflictError.
 */
export type CheckDraft = (
  draft: ExportScheduleDraft,
  ownId?: string,
) => Promise<void>;

const exampleFacts = {
  run: 1,
  fromSequence: '1',
  toSequence: '1',
  dueAt: '2026-01-01T00:00:00.000Z',
  frozenAt: '2026-01-01T00:00:00.000Z',
};

/** Makes a {@link CheckDraft}. */
export function createDraftCheck(options: {
  schedules: DatabaseScheduleStore;
  integrations: Pick<StorageIntegrations, 'get'>;
  compileQuery: CompileQuery;
  readViewQuery: ReadViewQuery;
  formatIds: () => string[];
}): CheckDraft {
  return async (draft, ownId) => {
    const { integrations, schedules, compileQuery, readViewQuery, formatIds } =
      options;
    if (!formatIds().includes(draft.output.format)) {
      throw new InputError(
        `Body field 'output.format' is '${
          draft.output.format
        }': expected one of ${formatIds().join(', ')}`,
      );
    }
    const integration = await integrations.get(draft.integration);
    if (integration.status === 'retired') {
      throw new InputError(
        `Body field 'integration' is '${draft.integration}': expected one that is not retired`,
      );
    }
    const example = renderDestination(draft, exampleFacts);
    const parent = parseDestination(integration.destination);
    if (!pathInside(parent, parseDestination(example))) {
      throw new InputError(
        `Body field 'destination' is '${draft.destination}': expected a file inside '${integration.destination}', the destination of storage integration '${integration.name}'`,
      );
    }
    if (draft.viewId === null) {
      compileField('query', draft.query, compileQuery);
    } else {
      compileField('viewId', await readViewQuery(draft.viewId), compileQuery);
    }
    if (draft.condition.type === 'query') {
      compileField('condition.query', draft.condition.query, compileQuery);
    }
    for (const other of await schedules.list()) {
      if (other.id !== ownId && destinationsMayCollide(other, draft)) {
        throw new ConflictError(
          `Body field 'destination' is '${draft.destination}': export schedule '${other.name}' could write the same objects; expected a folder or file name of its own`,
        );
      }
    }
  };
}

function compileField(field: string, query: string, compile: CompileQuery) {
  try {
    compile(query, new Date());
  } catch (error) {
    throw new InputError(
      `Body field '${field}' is '${query}': ${toError(error).message}`,
    );
  }
}
