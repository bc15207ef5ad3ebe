import {
  canonicalJson,
  committedGroups,
} from 'backstage-plugin-audit-log-node';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { groupTexts } from './groupTexts';
import { findMoreMembers } from './moreMembers';

describe('groupTexts', () => {
  it.each([
    recordedEvent(),
    recordedEvent({
      actor: { type: 'user', ref: '"é\\', onBehalfOf: 'x', via: '🦄' },
      client: {},
      target: { type: 't', ref: 'r', name: 'n' },
      request: { query: '\n', requestId: 'r', status: -1 },
      meta: { b: 1, a: [null] },
      error: { name: 'N', message: 'm' },
    }),
    recordedEvent({
      actor: { type: 'anonymous', ref: null },
      client: null,
      target: null,
      request: null,
      meta: null,
    }),
  ])('are the canonical JSON of each group', event => {
    expect(groupTexts(event)).toEqual(
      committedGroups.map(group => {
        const value = event[group];
        return value && canonicalJson(value);
      }),
    );
  });

  it('hold members that have no column, too', () => {
    const event = recordedEvent({
      client: { ip: '::1', port: 1, agent: undefined } as never,
      error: { name: 'N', message: 'm', cause: { deep: [null] } } as never,
    });
    const more = findMoreMembers(event);
    expect(more).toEqual({
      client: { port: 1 },
      error: { cause: { deep: [null] } },
    });
    const texts = groupTexts(event, more);
    expect(texts).toContain('{"ip":"::1","port":1}');
    expect(texts).toContain(
      '{"cause":{"deep":[null]},"message":"m","name":"N"}',
    );
  });
});
