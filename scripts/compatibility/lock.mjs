/**
 * What a lock file of Yarn says: the package that each descriptor stands for.
 * Workspaces and packages from files are left out: they are not pinned.
 *
 * @returns resolutions by descriptor, such as `react@npm:^18.0.2`
 */
export function readLock(text) {
  const pins = new Map();
  for (const entry of entriesOf(text).filter(isPinned)) {
    const resolution = /^ {2}resolution: "(.+)"$/m.exec(entry)[1];
    for (const descriptor of descriptorsOf(entry)) {
      pins.set(descriptor, resolution);
    }
  }
  return pins;
}

/** The lock file without workspaces and packages from files: a seed. */
export function asSeed(text) {
  const [head, ...entries] = text.trimEnd().split('\n\n');
  const kept = entries.filter(
    entry => entry.startsWith('__metadata:') || isPinned(entry),
  );
  return `${[head, ...kept].join('\n\n')}\n`;
}

/**
 * What an installation did to the lock file that it began with.
 *
 * @returns `moved`: what is another version now; `added`: what the seed does
 * not pin; a line each
 */
export function compareLocks({ seed, installed }) {
  const before = readLock(seed);
  const moved = [];
  const added = [];
  for (const [descriptor, resolution] of readLock(installed)) {
    const wanted = before.get(descriptor);
    if (wanted === undefined) {
      added.push(`${descriptor} is ${resolution}`);
    } else if (wanted !== resolution) {
      moved.push(`${descriptor} is ${resolution} instead of ${wanted}`);
    }
  }
  return { moved, added };
}

function entriesOf(text) {
  return text.split('\n\n').filter(entry => /^"?[^_#\s]/.test(entry));
}

function isPinned(entry) {
  return descriptorsOf(entry).every(
    descriptor => !/@(workspace|file|link):/.test(descriptor),
  );
}

/** From a line such as `"a@npm:^1, a@npm:^1.2":`. */
function descriptorsOf(entry) {
  const [key] = entry.split('\n', 1);
  return key.replace(/^"|"?:$/g, '').split(', ');
}
