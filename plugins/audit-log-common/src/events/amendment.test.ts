import { isSameOperation, OperationFacts } from './amendment';

const begun: OperationFacts = {
  plugin: 'catalog',
  eventId: 'location-mutate',
  category: 'CATALOG',
  actor: { type: 'user', ref: 'user:default/ada' },
  instance: 'host-1',
};
const actor = begun.actor!;

describe('isSameOperation', () => {
  it.each<[string, Partial<OperationFacts>, boolean]>([
    ['itself', {}, true],
    ['another category', { category: 'API' }, true],
    ['one of the audit log', { category: 'AUDIT_LOG' }, false],
    ['another plugin', { plugin: 'scaffolder' }, false],
    ['another event id', { eventId: 'entity-fetch' }, false],
    ['another process', { instance: 'host-2' }, false],
    ['another person', { actor: { ...actor, ref: 'user:default/b' } }, false],
    ['another type', { actor: { ...actor, type: 'service' } }, false],
    ['another relay', { actor: { ...actor, via: 'plugin:x' } }, false],
    ['an erased actor', { actor: null }, false],
    ['a person known later', { actor: { ...actor, onBehalfOf: 'u' } }, true],
  ])('of an event and %s', (_, overrides, expected) => {
    const amending = { ...begun, ...overrides };
    expect(isSameOperation(amending, begun)).toBe(expected);
  });

  it('looks at who delivered them, where both say so', () => {
    const own = { ...begun, deliveredBy: null };
    const other = { ...begun, deliveredBy: 'plugin:audit-log-delivery' };
    expect(isSameOperation(other, own)).toBe(false);
    expect(isSameOperation(own, other)).toBe(false);
    expect(isSameOperation(other, { ...other })).toBe(true);
    expect(isSameOperation(own, { ...own })).toBe(true);
    expect(isSameOperation(other, begun)).toBe(true);
    expect(isSameOperation(begun, other)).toBe(true);
  });

  it('is false where the person would change or go, or nobody knows', () => {
    const known = { ...begun, actor: { ...actor, onBehalfOf: 'u' } };
    const other = { ...begun, actor: { ...actor, onBehalfOf: 'v' } };
    expect(isSameOperation(known, known)).toBe(true);
    expect(isSameOperation(other, known)).toBe(false);
    expect(isSameOperation(begun, known)).toBe(false);
    const erased = { ...begun, actor: null };
    expect(isSameOperation(erased, erased)).toBe(false);
  });
});
