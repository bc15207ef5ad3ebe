import { ExportList } from 'backstage-plugin-audit-log-common';
import { Findings } from './Findings';
import { Places } from './Places';
import { DUE_WITHIN_MS } from './due';
import { SignedList } from './openNotes';
import { FoundManifest, NewerManifest } from './readManifests';
import { RunEvent, isToldBy } from './runEvents';

type Listed = ExportList['schedules'][number];

interface EndOptions {
  bySchedule: Map<string, FoundManifest[]>;
  newer: NewerManifest[];
  lists: SignedList[];
  vouched: Set<string>;
  places: Places;
  findings: Findings;
}

/**
 * Checks that the exports which the log signed as the newest are there, and
 * that none of them is there that no list can know.
 *
 * @returns by schedule, when a list last named its newest export
 */
export function checkEnds(options: EndOptions): Map<string, string> {
  const { bySchedule, lists, findings } = options;
  const present = new Set(
    [...[...bySchedule.values()].flat(), ...options.newer].map(
      ({ sha256 }) => sha256,
    ),
  );
  const listedAt = new Map<string, string>();
  const said = new Set<string>();
  // The newest one first: it is the one that names most.
  for (const signed of [...lists].sort(bySize)) {
    const { list } = signed;
    for (const listed of list.schedules) {
      const { sha256 } = listed.manifest;
      if (!listedAt.has(listed.id)) {
        listedAt.set(listed.id, list.at);
      }
      if (!present.has(sha256) && !said.has(sha256)) {
        said.add(sha256);
        sayGone(signed, listed, options);
      }
    }
  }
  for (const [id, manifests] of bySchedule) {
    const newest = manifests.at(-1)!;
    const at = listedAt.get(id);
    if (!at) {
      findings.addUnchecked(
        newest.file,
        `No signed list names its schedule, so nothing says that its export ends at event ${newest.manifest.toSequence}`,
        'unlisted',
      );
    } else if (isOverdue(newest, options)) {
      findings.addUnchecked(
        newest.file,
        `No signed list is as new as it, and one was due: nothing says that its export ends at event ${newest.manifest.toSequence}`,
        'unlisted',
      );
    }
  }
  return listedAt;
}

function bySize(a: SignedList, b: SignedList): number {
  return b.list.size - a.list.size;
}

function sayGone(
  { file, list }: SignedList,
  listed: Listed,
  options: EndOptions,
): void {
  const { bySchedule, places, findings } = options;
  const said = `Run ${listed.run} of schedule '${listed.name}', up to event ${listed.toSequence}, is gone`;
  const isNewest = places.newestLists.some(newest => newest.file === file);
  const isOldest = isOlderThanAll(
    { id: listed.id, run: listed.run },
    bySchedule,
    ({ manifest }) => list.at <= manifest.frozenAt,
  );
  if (!isNewest && isOldest && findings.allows('missing-oldest')) {
    findings.addNote(`${said}, as ${file} says: the oldest may be gone.`);
    return;
  }
  findings.add(
    'missing',
    file,
    `${said}: the log signed that ${listed.manifest.destination} was there`,
  );
}

/**
 * Whether a run is older than all that is there of its schedule. Where nothing
 * of it is there, what says so has to be older than all that is there at all.
 */
function isOlderThanAll(
  { id, run }: { id: string; run: number },
  bySchedule: Map<string, FoundManifest[]>,
  isOlder: (found: FoundManifest) => boolean,
): boolean {
  const manifests = bySchedule.get(id);
  if (manifests) {
    return manifests.every(({ manifest }) => manifest.run.number > run);
  }
  return (
    bySchedule.size > 0 &&
    [...bySchedule.values()].every(all => all.every(isOlder))
  );
}

/**
 * Whether the lists of the storage that an export is in must have gone on after
 * it, and did not.
 */
function isOverdue(
  { manifest, sha256 }: FoundManifest,
  options: EndOptions,
): boolean {
  const { lists, places } = options;
  const frozen = Date.parse(manifest.frozenAt);
  const own = places.newestListOf(manifest.object.destination);
  if (own?.list.schedules.some(each => each.manifest.sha256 === sha256)) {
    // Whatever the clock said when it was frozen.
    return false;
  }
  if (own) {
    return frozen - Date.parse(own.list.at) > DUE_WITHIN_MS;
  }
  // There was no time yet for the first list of its storage.
  const latest = lists.reduce(
    (most, { list }) => Math.max(most, Date.parse(list.at)),
    0,
  );
  return Math.abs(frozen - latest) > DUE_WITHIN_MS;
}

/** Checks what the log says about exports in its own events. */
export function checkRunEvents(events: RunEvent[], options: EndOptions): void {
  const { bySchedule, newer, places, findings } = options;
  for (const event of events) {
    const manifests = bySchedule.get(event.scheduleId) ?? [];
    const found = manifests.find(
      ({ manifest }) => manifest.run.number === event.run,
    );
    const isOldest = isOlderThanAll(
      { id: event.scheduleId, run: event.run },
      bySchedule,
      ({ manifest }) => event.sequence <= Number(manifest.toSequence),
    );
    const said = `By event ${event.sequence} of the log, run ${event.run} wrote ${event.destination}, which is gone`;
    const name = event.destination.slice(event.destination.lastIndexOf('/'));
    if (found && !isToldBy(found, event)) {
      findings.add(
        'changed',
        found.file,
        `Says otherwise than event ${event.sequence} of the log about run ${event.run}`,
      );
    } else if (
      !found &&
      places.hold(event.destination) &&
      !newer.some(({ object }) => `/${object}`.endsWith(name))
    ) {
      if (isOldest && findings.allows('missing-oldest')) {
        findings.addNote(`${said}: the oldest may be gone.`);
      } else {
        findings.add('missing', event.readFrom.object, said);
      }
    }
  }
}
