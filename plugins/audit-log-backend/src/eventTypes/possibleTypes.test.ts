import { eventTypes } from 'backstage-plugin-audit-log-common';
import { seenType } from '../__testUtils__/seenType';
import { describeCoverage } from './describeCoverage';

const nothing = { rbac: false, catalogChanges: false, mails: false };
const installed = ['permission', 'catalog', 'notifications', 'scaffolder'];

/** The types that are not to be expected. */
function impossible(
  sources: typeof nothing,
  seen: ReturnType<typeof seenType>[] = [],
) {
  const { items } = describeCoverage({
    seen,
    installed,
    sources,
    capturesHttp: true,
    isComplete: true,
  });
  return items
    .filter(({ isPossible }) => isPossible === false)
    .map(({ plugin, eventId }) => `${plugin} ${eventId}`);
}

const ofPermission = eventTypes
  .filter(({ plugin }) => plugin === 'permission')
  .map(({ eventId }) => `permission ${eventId}`);

describe('types that can occur', () => {
  it('are those of the installed plugins, not of what could replace them', () => {
    expect(ofPermission).toHaveLength(14);
    expect(impossible(nothing).sort()).toEqual(
      [
        ...ofPermission,
        'catalog entity-change',
        'notifications mail-handover',
      ].sort(),
    );
    expect(
      impossible({ rbac: true, catalogChanges: true, mails: true }),
    ).toEqual([]);
  });

  it('are also those that were seen, and all of who made one of them', () => {
    const seen = (...types: [string, string][]) =>
      impossible(
        nothing,
        types.map(type => seenType(...type)),
      );
    expect(seen(['permission', 'permission-evaluation'])).toContain(
      'permission role-write',
    );
    expect(seen(['permission', 'permission-evaluation'])).not.toContain(
      'permission permission-evaluation',
    );
    expect(seen(['permission', 'role-read']).join()).not.toContain(
      'permission',
    );
    expect(seen(['catalog', 'entity-change'])).not.toContain(
      'catalog entity-change',
    );
  });

  it('leave a plugin silent that makes none of its known types', () => {
    const coverageOf = (sources: typeof nothing) =>
      describeCoverage({
        seen: [],
        installed,
        sources,
        capturesHttp: true,
        isComplete: true,
      }).plugins.find(({ id }) => id === 'permission')?.coverage;
    expect(coverageOf(nothing)).toBe('silent');
    expect(coverageOf({ ...nothing, rbac: true })).toBe('unseen');
  });
});
