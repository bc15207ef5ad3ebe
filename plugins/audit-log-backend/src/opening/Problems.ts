/** What doesn't work since the start, by what it is about. */
export class Problems {
  readonly #sentences = new Map<string, string>();

  /** @param sentence - undefined where it works again */
  set(about: string, sentence: string | undefined): void {
    if (sentence === undefined) {
      this.#sentences.delete(about);
    } else {
      this.#sentences.set(about, sentence);
    }
  }

  list(): string[] {
    return [...this.#sentences.values()];
  }
}
