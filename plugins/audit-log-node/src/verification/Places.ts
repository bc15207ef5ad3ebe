import { SignedList } from './openNotes';

/**
 * The storages of the log that are in the folder, by what the log signed.
 * Exports of a schedule that was moved may lie in others.
 */
export class Places {
  readonly #destinations: string[];

  constructor(lists: SignedList[]) {
    this.#destinations = lists.map(({ list }) =>
      list.destination.replace(/\/*$/, '/'),
    );
  }

  /** Whether the log says what belongs here at all. */
  get areKnown(): boolean {
    return this.#destinations.length > 0;
  }

  /** Whether an object belongs here. */
  hold(destination: string): boolean {
    return this.#destinations.some(each => destination.startsWith(each));
  }
}
