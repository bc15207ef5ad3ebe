import { Findings } from './Findings';
import { PublishedLeaves, rangeOfLeaves } from './PublishedLeaves';
import { isCheckpointName, isExportListName, sizeInName } from './publications';

/**
 * Checks that in each folder of publications all is there that belongs
 * together: leaves, then the list of exports, then the checkpoint. Only the
 * newest ones may still be on their way.
 */
export function checkPublications(names: string[], findings: Findings): void {
  const folders = new Map<string, string[]>();
  for (const name of names) {
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    const ofFolder = folders.get(folder) ?? [];
    folders.set(folder, ofFolder);
    ofFolder.push(name);
  }
  // Earlier releases published none. From the first one on there are lists in
  // all storages: else lists could be left out by publishing elsewhere.
  const listsFrom = names
    .filter(isExportListName)
    .reduce((least, name) => Math.min(least, sizeInName(name)), Infinity);
  for (const ofFolder of folders.values()) {
    checkFolder(ofFolder, listsFrom, findings);
  }
}

function checkFolder(
  names: string[],
  listsFrom: number,
  findings: Findings,
): void {
  const leaves = new Map(
    names.filter(PublishedLeaves.isOne).map(name => {
      const range = rangeOfLeaves(name);
      return [range.to, range] as const;
    }),
  );
  const checkpoints = bySize(names.filter(isCheckpointName));
  const lists = bySize(names.filter(isExportListName));
  const newest = [...leaves.keys(), ...lists.keys()].reduce(
    (most, size) => Math.max(most, size),
    0,
  );
  checkBeginnings([...leaves.values()], findings);
  for (const [size, file] of checkpoints) {
    if (!leaves.has(size)) {
      findings.add('missing', file, `The leaves up to ${size} are not there`);
    }
    if (size > listsFrom && !lists.has(size)) {
      // A replica that is not upgraded yet writes none.
      findings.addUnchecked(
        file,
        'There is no list of exports beside it: nothing says which ones were the newest then',
        'unlisted',
      );
    }
  }
  const needing = new Map(
    [...leaves.values()].map(({ to, name }) => [to, name]),
  );
  for (const [size, file] of [...needing, ...lists]) {
    if (checkpoints.has(size)) {
      continue;
    }
    if (size === newest) {
      findings.addUnchecked(
        file,
        `No checkpoint of ${size} leaves is there yet: copy the exports anew`,
        'unpublished',
      );
    } else {
      findings.add('missing', file, `The checkpoint of ${size} leaves is gone`);
    }
  }
}

/** Each file goes on where the one before ended, the first begins with 1. */
function checkBeginnings(
  files: { name: string; from: number; to: number }[],
  findings: Findings,
): void {
  let size = 0;
  for (const { name, from, to } of files.sort((a, b) => a.from - b.from)) {
    if (from !== size + 1) {
      findings.add(
        from > size ? 'missing' : 'repeated',
        name,
        from > size
          ? `Leaves ${size + 1} to ${from - 1} before it are missing`
          : `Begins with leaf ${from}, which another file holds already`,
      );
    }
    size = Math.max(size, to);
  }
}

function bySize(names: string[]): Map<number, string> {
  return new Map(names.map(name => [sizeInName(name), name]));
}
