import { findQueryField } from 'backstage-plugin-audit-log-common';
import { anEvent } from '../fixtures';
import { factsOf } from './facts';

describe('factsOf', () => {
  it('leaves out what the event does not have', () => {
    const event = anEvent({ request: null, client: null, action: null });
    const sections = factsOf(event);
    expect(sections.map(section => section.name)).not.toContain('request');
    const columns = sections.flatMap(section =>
      section.facts.map(fact => fact.column),
    );
    expect(columns).not.toContain('ip');
    expect(columns).not.toContain('action');
    expect(columns).toContain('actor');
  });

  it('shows the reference of a target, because filters compare it', () => {
    const event = anEvent({
      target: { type: 'task', ref: 'task:42', name: 'create-svc' },
    });
    const target = factsOf(event)[0].facts.find(
      fact => fact.column === 'target',
    );
    expect(target?.text).toBe('task:42');
  });

  it('filters only by fields that the query language has', () => {
    const fields = factsOf(anEvent())
      .flatMap(section => section.facts)
      .flatMap(fact => fact.field ?? []);
    expect(fields.length).toBeGreaterThan(8);
    expect(fields.filter(field => !findQueryField(field))).toEqual([]);
  });
});
