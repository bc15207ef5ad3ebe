import { existsSync, readFileSync } from 'node:fs';

/** What a folder is on, as far as the system tells. */
export type Place = 'disk' | 'volume' | 'container' | 'memory' | 'unknown';

/** How long what is in such a place lasts, for one line in the log. */
export const outlives: Record<Place, string> = {
  disk: 'on the disk of this machine',
  volume: 'on a volume, which survives the container',
  container: 'in the container, with which it is LOST',
  memory: 'in memory, so that it is LOST when the machine or container ends',
  unknown: 'on a disk of which the system tells nothing',
};

/** Filesystems that are gone when the machine or the container ends. */
const VOLATILE = ['tmpfs', 'ramfs'];

/**
 * @param options.mounts - text of /proc/self/mountinfo
 * @param options.inContainer - whether this process runs in a container
 */
export function placeOf(options: {
  folder: string;
  mounts: string | undefined;
  inContainer: boolean;
}): Place {
  const { folder, mounts, inContainer } = options;
  const mount = mounts
    ?.split('\n')
    .map(readMount)
    .filter(found => found !== undefined)
    .filter(
      ({ path }) =>
        path === '/' || folder === path || folder.startsWith(`${path}/`),
    )
    // Of two with the same path the later one covers the other.
    .reduce<Mount | undefined>(
      (best, next) =>
        best && best.path.length > next.path.length ? best : next,
      undefined,
    );
  if (!mount) {
    return 'unknown';
  }
  if (VOLATILE.includes(mount.type)) {
    return 'memory';
  }
  if (!inContainer) {
    return 'disk';
  }
  return mount.path === '/' ? 'container' : 'volume';
}

/** As the system of this process tells. */
export function systemFacts() {
  return {
    mounts: readIfThere('/proc/self/mountinfo'),
    inContainer:
      existsSync('/.dockerenv') ||
      existsSync('/run/.containerenv') ||
      process.env.KUBERNETES_SERVICE_HOST !== undefined,
  };
}

interface Mount {
  path: string;
  type: string;
}

/** `36 35 98:0 /root /path rw,noatime master:1 - ext4 /dev/root rw` */
function readMount(line: string): Mount | undefined {
  const [left, right] = line.split(' - ');
  const path = left.split(' ')[4];
  const type = right?.split(' ')[0];
  return path && type
    ? {
        path: path.replace(/\\([0-7]{3})/g, (_, code) =>
          String.fromCharCode(parseInt(code, 8)),
        ),
        type,
      }
    : undefined;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
