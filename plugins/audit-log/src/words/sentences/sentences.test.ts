import {
  eventTypes,
  httpRequestEventType,
} from 'backstage-plugin-audit-log-common';
import { sentenceKind, sentences } from '.';

const known = [...eventTypes, httpRequestEventType].flatMap(
  ({ plugin, eventId, actions }) =>
    (actions.length > 0 ? actions : [null]).map(
      action => [plugin, eventId, action] as const,
    ),
);

describe('sentences', () => {
  it.each(known)('tell %s %s %s in words of its own', (...type) => {
    const [plugin, eventId, action] = type;
    expect(sentenceKind({ plugin, eventId, action })).toBeDefined();
  });

  it('are all of events that are known', () => {
    const used = new Set<string>(
      known.map(
        ([plugin, eventId, action]) =>
          sentenceKind({ plugin, eventId, action })!,
      ),
    );
    const general = [
      'other',
      'otherWithoutTarget',
      'throughClient',
      'throughAssistant',
      'unknownTarget',
    ];
    expect(new Set(Object.keys(sentences))).toEqual(
      new Set([...used, ...general]),
    );
  });

  it('tell captured requests of any plugin', () => {
    expect(
      sentenceKind({
        plugin: 'techdocs',
        eventId: 'http-request',
        action: 'get',
      }),
    ).toBe('httpRequest');
  });

  it('have none for what nobody knows', () => {
    expect(
      sentenceKind({
        plugin: 'catalog',
        eventId: 'moon-landing',
        action: null,
      }),
    ).toBeUndefined();
  });
});
