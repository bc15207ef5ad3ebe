import { eventTypesResponseSchema } from 'backstage-plugin-audit-log-common';
import { seenType } from '../__testUtils__/seenType';
import { describeCoverage } from './describeCoverage';

describe('describeCoverage', () => {
  const coverage = describeCoverage({
    seen: [
      seenType('catalog', 'entity-fetch'),
      seenType('techdocs', 'http-request'),
      seenType('my-plugin', 'my-event'),
      seenType('elsewhere', 'its-event'),
      seenType('guessed-path', 'http-request'),
    ],
    installed: ['techdocs', 'catalog', 'scaffolder', 'proxy', 'my-plugin'],
    sources: { rbac: true, catalogChanges: true, mails: true },
    capturesHttp: true,
    isComplete: true,
  });

  it('says what the log has of each plugin, also of other backends', () => {
    expect(coverage.plugins).toEqual([
      { id: 'catalog', coverage: 'recorded' },
      { id: 'elsewhere', coverage: 'recorded' },
      { id: 'my-plugin', coverage: 'recorded' },
      { id: 'proxy', coverage: 'silent' },
      { id: 'scaffolder', coverage: 'unseen' },
      { id: 'techdocs', coverage: 'captured' },
    ]);
  });

  it('tells seen types from those never seen, and lists unknown ones', () => {
    const find = (plugin: string, eventId: string) =>
      coverage.items.find(
        item => item.plugin === plugin && item.eventId === eventId,
      );
    expect(find('catalog', 'entity-fetch')).toMatchObject({
      isKnown: true,
      lastSeen: '2026-11-21T10:00:00.000Z',
    });
    expect(find('scaffolder', 'task')).toMatchObject({
      isKnown: true,
      lastSeen: null,
    });
    expect(find('my-plugin', 'my-event')).toMatchObject({
      isKnown: false,
      summary: '',
    });
    expect(find('techdocs', 'http-request')).toMatchObject({ isKnown: true });
  });

  it('answers in the shape of the contract', () => {
    expect(eventTypesResponseSchema.parse(coverage)).toEqual(coverage);
  });
});
