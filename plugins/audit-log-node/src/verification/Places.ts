import {
  Destination,
  formatDestination,
  parseDestination,
  pathInside,
} from 'backstage-plugin-audit-log-common';
import { SignedList } from './openNotes';
import { FoundManifest } from './readManifests';

/**
 * The storages of the log that are in the folder, by what the log signed.
 * Exports of a schedule that was moved may lie in others.
 */
export class Places {
  /** Of each storage that a list is of, the newest one. */
  readonly #newest = new Map<string, SignedList>();
  /** The folders of each storage: those beside which its lists are. */
  readonly #roots = new Map<string, Set<string>>();
  /** Manifests that are here and in no storage that a list is of. */
  readonly #unlisted: Destination[];

  constructor(lists: SignedList[], manifests: FoundManifest[] = []) {
    for (const each of lists) {
      const place = placeOf(each.list.destination);
      const roots = this.#roots.get(place) ?? new Set();
      this.#roots.set(place, roots.add(rootOf(each.file)));
      const known = this.#newest.get(place);
      if (!known || isNewer(each, known)) {
        this.#newest.set(place, each);
      }
    }
    this.#unlisted = manifests
      .map(({ manifest }) => manifest.object.destination)
      .filter(destination => this.newestListOf(destination) === undefined)
      .flatMap(destination => parsed(destination) ?? []);
  }

  /** Whether the log says what belongs here at all. */
  get areKnown(): boolean {
    return this.#newest.size > 0;
  }

  /** The newest list of each storage. */
  get newestLists(): SignedList[] {
    return [...this.#newest.values()];
  }

  /** The newest list of the storage that an object is in. */
  newestListOf(destination: string): SignedList | undefined {
    return [...this.#newest.entries()]
      .filter(([place]) => isInside(place, destination))
      .sort(([one], [other]) => other.length - one.length)[0]?.[1];
  }

  /** The files that an object may be, where a list says so. */
  filesOf(destination: string): string[] | undefined {
    const list = this.newestListOf(destination)?.list;
    const [parent, child] = [list?.destination, destination].map(
      each => each && parsed(each),
    );
    const path = parent && child && pathInside(parent, child);
    const roots = list && this.#roots.get(placeOf(list.destination));
    return path && roots ? [...roots].map(root => `${root}${path}`) : undefined;
  }

  /**
   * Whether an object belongs here.
   *
   * @remarks
   * Where manifests are in a storage without lists, its lists were taken away
   * rather than not copied.
   */
  hold(destination: string): boolean {
    const place = parsed(destination);
    return (
      this.newestListOf(destination) !== undefined ||
      this.#unlisted.some(
        each =>
          each.kind === place?.kind &&
          each.account === place.account &&
          each.container === place.container,
      )
    );
  }
}

/** Lists are in a folder of their own, below that of the storage. */
function rootOf(file: string): string {
  return file
    .split('/')
    .slice(0, -2)
    .map(part => `${part}/`)
    .join('');
}

/** A destination as it is written now, whatever alias it was typed with. */
export function placeOf(destination: string): string {
  const place = parsed(destination);
  return place ? formatDestination(place) : destination;
}

/** An earlier size is of an earlier time, whatever a clock said. */
function isNewer({ list }: SignedList, { list: than }: SignedList): boolean {
  return (
    list.size > than.size || (list.size === than.size && list.at > than.at)
  );
}

function isInside(place: string, destination: string): boolean {
  const [parent, child] = [parsed(place), parsed(destination)];
  return parent && child
    ? pathInside(parent, child) !== undefined
    : destination.startsWith(place.replace(/\/*$/, '/'));
}

function parsed(destination: string): Destination | undefined {
  try {
    return parseDestination(destination);
  } catch {
    // Of a storage that is not known here.
    return undefined;
  }
}
