/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { capturePage, eventTypes, httpRequestEventType } from '.';
import { builtInCategories, ownEvents } from '../events';

describe('eventTypes', () => {
  it('names each type once', () => {
    const names = eventTypes.map(type => `${type.plugin}.${type.eventId}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows the own events and nothing in an unknown category', () => {
    const own = eventTypes
      .filter(type => type.plugin === 'audit-log')
      .map(type => type.eventId);
    expect(own).toEqual(Object.keys(ownEvents));
    for (const type of eventTypes) {
      expect(builtInCategories).toContain(type.category);
    }
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
