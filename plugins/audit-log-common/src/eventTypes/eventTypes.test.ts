/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { capturePage, eventTypes, httpRequestEventType } from '.';
import { builtInCategories, ownEvents } from '../events';
import { RouteDefinition, routes } from '../http';

const own = eventTypes.filter(type => type.plugin === 'audit-log');

describe('eventTypes', () => {
  it('names each type once', () => {
    const names = eventTypes.map(type => `${type.plugin}.${type.eventId}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows the own events and nothing in an unknown category', () => {
    expect(own.map(type => type.eventId).sort()).toEqual(
      Object.keys(ownEvents).sort(),
    );
    for (const type of eventTypes) {
      expect(builtInCategories).toContain(type.category);
    }
  });

  it('tells apart what each route does', () => {
    const missing = Object.entries(routes as Record<string, RouteDefinition>)
      .filter(([name, { event }]) => {
        const action = name.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`);
        const type = own.find(({ eventId }) => eventId === event);
        return event !== null && !type?.actions.includes(action);
      })
      .map(([name]) => name);
    expect(missing).toEqual([]);
  });
});

describe('docs/capture.md', () => {
  it('is what the registry says; run scripts/docs-capture.cjs', () => {
    const path = resolve(__dirname, '../../../../docs/capture.md');
    expect(readFileSync(path, 'utf8')).toBe(
      capturePage([...eventTypes, httpRequestEventType]),
    );
  });
});
