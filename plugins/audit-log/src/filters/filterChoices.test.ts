import { anEvent } from '../fixtures';
import { filterChoices } from './filterChoices';

describe('filterChoices', () => {
  const events = [
    anEvent({ plugin: 'catalog' }),
    anEvent({ plugin: 'scaffolder' }),
    anEvent({ plugin: 'scaffolder' }),
  ];

  it('puts the most frequent first', () => {
    expect(filterChoices('plugin', { events, chosen: [] })).toEqual([
      'scaffolder',
      'catalog',
    ]);
  });

  it('keeps what is chosen although no loaded event has it', () => {
    expect(filterChoices('plugin', { events, chosen: ['auth'] })[0]).toBe(
      'auth',
    );
  });

  it('offers every outcome although none failed', () => {
    expect(filterChoices('outcome', { events, chosen: [] })).toEqual(
      expect.arrayContaining(['succeeded', 'failed', 'unknown', 'pending']),
    );
  });

  it('offers nothing for anonymous callers', () => {
    const anonymous = [anEvent({ actor: { type: 'anonymous', ref: null } })];
    expect(filterChoices('actor', { events: anonymous, chosen: [] })).toEqual(
      [],
    );
  });
});
