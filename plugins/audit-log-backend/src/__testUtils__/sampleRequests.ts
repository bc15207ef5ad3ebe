import { RouteName } from 'backstage-plugin-audit-log-common';
import { draft as exportDraft } from './exportsHarness';
import { recordedEvent } from './recordedEvent';

/** An id that nothing has. */
export const SOME_ID = '0194fdc2-fa2f-7cc0-81d3-ff12045b73c8';

const storage = {
  destination: 'local://demo/audit',
  identity: { type: 'ambient' },
};

/** Bodies that the routes that need one accept. */
export const bodies: Partial<Record<RouteName, object>> = {
  appendEvents: { events: [recordedEvent()] },
  createGrant: { grantee: 'user:default/eva', limits: { ownEvents: true } },
  previewGrant: { grantee: 'user:default/eva', limits: { ownEvents: true } },
  createLegalHold: {
    name: 'Case 7',
    query: '',
    everything: true,
    reason: 'A court asked',
  },
  previewLegalHold: { query: '' },
  createView: { name: 'Mine' },
  createIntegration: { name: 'main', ...storage },
  updateIntegration: storage,
  createSchedule: exportDraft(),
  previewSchedule: exportDraft(),
  updateSchedule: exportDraft(),
  testCondition: {
    coverage: { mode: 'full' },
    condition: { type: 'data' },
  },
  changeSchedules: {
    action: 'pause',
    ids: [SOME_ID],
  },
  previewRules: { rules: [] },
  discardQuarantined: { ids: [SOME_ID] },
};

/** Queries that the routes that need one accept. */
export const queries: Partial<Record<RouteName, string>> = {
  getHistogram: 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z',
  getGroups: 'by=plugin',
  streamEvents: 'seconds=0',
  getInclusion: 'event=01890a5d-ac96-774b-bcce-b302099a8057',
  getConsistency: 'from=0&to=0',
};
