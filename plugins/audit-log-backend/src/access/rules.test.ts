import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { DatabaseEventStore } from '../store';
import { createConditionCompiler } from './compileConditions';
import { auditLogConditions } from './conditionExports';
import { createAuditLogConditionalDecision } from '.';
import { auditLogEventRules } from './rules';
import { OwnershipLookup } from './types';
import { auditLogEventReadPermission } from 'backstage-plugin-audit-log-common';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const { isActor, inCategory, fromPlugin, targetIsOwned } = auditLogConditions;

const eva = 'user:default/eva';
const svc = 'component:default/svc-77';
const owners: Record<string, string[]> = {
  [svc]: ['group:default/team-a'],
  "component:default/o'hara": ['group:default/team-b', eva],
};

const lookup: OwnershipLookup = {
  groupsOf: async () => [],
  groupsAround: async () => [],
  isKnown: async () => true,
  ownersOf: async ref => owners[ref] ?? [],
  entitiesOwnedBy: async refs =>
    Object.keys(owners).filter(ref =>
      owners[ref].some(owner => refs.includes(owner)),
    ),
};

const events = [
  recordedEvent({ actor: { type: 'user', ref: eva } }),
  recordedEvent({ actor: { type: 'user', ref: eva, onBehalfOf: 'user:x/y' } }),
  recordedEvent({
    plugin: 'scaffolder',
    category: 'TEMPLATES',
    actor: { type: 'service', ref: 'plugin:scaffolder', onBehalfOf: eva },
    target: null,
  }),
  recordedEvent({
    actor: { type: 'service', ref: eva },
    target: { type: 'component', ref: "component:default/o'hara" },
  }),
  recordedEvent({
    plugin: 'permission',
    category: 'PERMISSIONS',
    actor: { type: 'anonymous', ref: null },
    target: { type: 'task', ref: 'not an entity ref' },
  }),
];

type Conditions = PermissionCriteria<PermissionCondition<'audit-log-event'>>;

const cases: [string, Conditions][] = [
  ['own events', isActor({ claims: [eva] })],
  ['nobody', isActor({ claims: [] })],
  ['a hostile claim', isActor({ claims: ["' or 1=1 --", 'null', '%'] })],
  ['a category', inCategory({ categories: ['CATALOG', 'TEMPLATES'] })],
  ['a plugin', fromPlugin({ plugins: ['permission'] })],
  ['owned by a team', targetIsOwned({ claims: ['group:default/team-a'] })],
  ['owned by a person', targetIsOwned({ claims: [eva] })],
  ['not own events', { not: isActor({ claims: [eva] }) }],
  [
    'not owned by a team',
    { not: targetIsOwned({ claims: ['group:default/team-a'] }) },
  ],
  [
    'either',
    {
      anyOf: [
        isActor({ claims: ['user:x/y'] }),
        fromPlugin({ plugins: ['scaffolder'] }),
      ],
    },
  ],
  [
    'both, and not a third',
    {
      allOf: [
        inCategory({ categories: ['CATALOG'] }),
        { not: targetIsOwned({ claims: [eva] }) },
      ],
    },
  ],
];

describe.each(databases.eachSupportedId())('rules on %s', id => {
  it.each(cases)('find in SQL what they allow: %s', async (_, conditions) => {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({ knex });
    await store.append(events);
    const ruleset = {
      getRuleByName: (name: string) =>
        Object.values(auditLogEventRules).find(rule => rule.name === name)!,
    } as never;

    const where = await createConditionCompiler({ ruleset, lookup })(
      conditions,
    );
    const { items } = await store.list({
      where: [where],
      order: 'desc',
      limit: 100,
    });

    const isAllowed = createConditionAuthorizer(ruleset);
    const decision = createAuditLogConditionalDecision(
      auditLogEventReadPermission,
      conditions,
    );
    const all = await store.list({ where: [], order: 'desc', limit: 100 });
    const allowed = all.items.filter(event =>
      isAllowed(decision, {
        event,
        targetOwners: owners[event.target?.ref ?? ''] ?? [],
      }),
    );
    expect(items).toEqual(allowed);
    for (const event of all.items) {
      expect(await store.get(event.id, [where])).toEqual(
        allowed.find(({ id: seen }) => seen === event.id),
      );
    }
  });
});
