import { Findings } from './Findings';
import { Places, placeOf } from './Places';
import { DUE_WITHIN_MS } from './due';
import { LeafSource } from './leafSource';
import { SignedCheckpoint, SignedList } from './openNotes';

interface ListOptions {
  lists: SignedList[];
  signed: SignedCheckpoint[];
  places: Places;
  leaves: LeafSource;
  now: Date;
  findings: Findings;
}

/**
 * Checks signed lists against each other: all of one folder are of one storage,
 * and those of each storage go on as long as those of the others do, and as a
 * checkpoint that was kept.
 */
export function checkLists(options: ListOptions): void {
  checkFolders(options);
  checkNewest(options);
}

/** The lists of another storage say nothing about what is in this one. */
function checkFolders({ lists, findings }: ListOptions): void {
  const first = new Map<string, SignedList>();
  for (const each of lists) {
    const folder = each.file.slice(0, each.file.lastIndexOf('/') + 1);
    const before = first.get(folder) ?? each;
    first.set(folder, before);
    if (placeOf(each.list.destination) !== placeOf(before.list.destination)) {
      findings.add(
        'changed',
        each.file,
        `Is of ${each.list.destination}, and ${before.file} beside it of ${before.list.destination}`,
      );
    }
  }
}

function checkNewest(options: ListOptions): void {
  const { lists, places, findings } = options;
  const latest = lists.reduce(
    (most, { list }) => Math.max(most, Date.parse(list.at)),
    0,
  );
  for (const newest of places.newestLists) {
    const { file, list } = newest;
    const kept = keptAfter(newest, options);
    const isBehind = latest - Date.parse(list.at) > DUE_WITHIN_MS;
    if (!isBehind && !kept) {
      continue;
    }
    if (isBehind && wasLeft(newest, lists)) {
      findings.addNote(
        `${file}: all schedules that it names were moved to another storage, and no list came after ${list.at}.`,
      );
    } else {
      findings.addUnchecked(
        file,
        `It is the newest list of ${list.destination}, of ${
          list.size
        } events at ${list.at}, and ${
          kept
            ? `${kept.file} is of ${kept.size}`
            : `another storage has one of ${new Date(latest).toISOString()}`
        }: nothing says that its exports end there, copy the exports anew`,
        'unlisted',
      );
    }
  }
}

/**
 * A kept checkpoint of more events, after which a list was due. Where its
 * leaves lack, too, the look at the tree says so.
 */
function keptAfter(
  { list }: SignedList,
  { signed, leaves, now }: ListOptions,
): SignedCheckpoint | undefined {
  return signed.find(
    ({ from, size, fetchedAt }) =>
      from === 'kept' &&
      size > list.size &&
      size <= leaves.size &&
      (!fetchedAt || now.getTime() - fetchedAt.getTime() > DUE_WITHIN_MS),
  );
}

/** Whether lists of other storages name later runs of all of its schedules. */
function wasLeft({ list }: SignedList, lists: SignedList[]): boolean {
  const place = placeOf(list.destination);
  const later = lists
    .filter(
      other =>
        other.list.size > list.size &&
        placeOf(other.list.destination) !== place,
    )
    .flatMap(other => other.list.schedules);
  return (
    list.schedules.length > 0 &&
    list.schedules.every(({ id, run }) =>
      later.some(other => other.id === id && other.run > run),
    )
  );
}
