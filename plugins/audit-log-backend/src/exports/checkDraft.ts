import { InputError, toError } from '@backstage/errors';
import {
  ExportCoverage,
  ExportScheduleDraft,
  StorageIntegration,
  parseDestination,
  parseQuery,
  pathInside,
  queryProblem,
  relativeTimesOf,
  renderDestination,
} from 'backstage-plugin-audit-log-common';
import { StorageIntegrations } from '../storage';
import { CompileQuery } from './types';

/**
 * Checks of a draft what its schema can't: integration and queries.
 *
 * @throws InputError naming the field.
 */
export type CheckDraft = (draft: ExportScheduleDraft) => Promise<void>;

const exampleFacts = {
  run: 1,
  fromSequence: '1',
  toSequence: '1',
  dueAt: '2026-01-01T00:00:00.000Z',
  frozenAt: '2026-01-01T00:00:00.000Z',
};

/** Makes a {@link CheckDraft}. */
export function createDraftCheck(options: {
  integrations: Pick<StorageIntegrations, 'get'>;
  compileQuery: CompileQuery;
  formatIds: () => string[];
}): CheckDraft {
  return async draft => {
    const { integrations, compileQuery, formatIds } = options;
    if (!formatIds().includes(draft.output.format)) {
      throw new InputError(
        `Body field 'output.format' is '${
          draft.output.format
        }': expected one of ${formatIds().join(', ')}`,
      );
    }
    const integration = await integrations.get(draft.integration);
    checkInside(draft, integration);
    compileField('query', draft.query, compileQuery);
    const [problem] = queryWarnings(draft);
    if (problem) {
      throw new InputError(
        `Body field 'query' is '${draft.query}': ${problem}`,
      );
    }
    if (draft.condition.type === 'query') {
      compileField('condition.query', draft.condition.query, compileQuery);
    }
  };
}

/** @throws InputError where objects would be outside of the integration. */
export function checkInside(
  draft: ExportScheduleDraft,
  integration: StorageIntegration,
): void {
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
}

/**
 * What is wrong with a query for what the schedule covers. Two things that cut
 * by time lose what lies between them: what an incremental export didn't take
 * in its time, it never takes.
 */
export function queryWarnings(draft: {
  query: string;
  coverage: ExportCoverage;
}): string[] {
  const [relative] = relativeTimesOf(draft.query);
  return draft.coverage.mode === 'incremental' && relative !== undefined
    ? [
        `'${relative}' means another time at each run, and with incremental coverage an event that a run leaves out is in no later one. Leave it out, as each run begins where the last one ended, use a fixed time such as 'time>=2026-01-01', or choose coverage 'window' or 'full'`,
      ]
    : [];
}

function compileField(field: string, query: string, compile: CompileQuery) {
  try {
    const problem = queryProblem(parseQuery(query));
    if (problem) {
      throw new InputError(problem);
    }
    compile(query, new Date());
  } catch (error) {
    throw new InputError(
      `Body field '${field}' is '${query}': ${toError(error).message}`,
    );
  }
}
