import { posix } from 'node:path';

/** The folder right below `src` a file lives in, or undefined. */
export function roomOf(path) {
  return path.match(/^[^/]+\/[^/]+\/src\/([^/]+)\//)?.[1];
}

/**
 * The door through which `target` has to be entered from `from`: the index
 * file of the outermost folder that has one and that `from` is not in.
 * Undefined when both are in the same room.
 *
 * @param exists - says whether a path is a file of the repository
 */
export function doorBetween({ from, target, exists }) {
  const parts = posix.dirname(target).split('/');
  // `src` itself is the door for other packages, which import by name.
  const firstRoom = parts.indexOf('src') + 2;
  for (let depth = firstRoom; depth <= parts.length; depth++) {
    const folder = parts.slice(0, depth).join('/');
    if (!from.startsWith(`${folder}/`)) {
      const door = ['ts', 'tsx', 'mjs']
        .map(extension => `${folder}/index.${extension}`)
        .find(exists);
      if (door) {
        return door;
      }
    }
  }
  return undefined;
}
