import { Allowance, Finding, FindingKind, Unchecked } from './types';

/** Findings of one kind in one file, before the rest is only counted. */
const MOST = 5;

/** Collects what is wrong, without drowning the reader in it. */
export class Findings {
  readonly #allowed: ReadonlySet<Allowance>;
  readonly #found: Finding[] = [];
  readonly #unchecked: Unchecked[] = [];
  readonly #notes: string[] = [];
  readonly #counts = new Map<string, number>();

  constructor(allowed: Iterable<Allowance> = []) {
    this.#allowed = new Set(allowed);
  }

  add(kind: FindingKind, file: string, message: string): void {
    const place = `${kind} ${file}`;
    const count = (this.#counts.get(place) ?? 0) + 1;
    this.#counts.set(place, count);
    if (count <= MOST) {
      this.#found.push({ kind, file, message });
    }
  }

  /** What could not be checked, once for each file and reason. */
  addUnchecked(file: string, message: string, allow?: Allowance): void {
    if (allow && this.#allowed.has(allow)) {
      this.addNote(`${file}: ${message}`);
    } else {
      this.#unchecked.push({ file, message, ...(allow && { allow }) });
    }
  }

  addNote(note: string): void {
    this.#notes.push(note);
  }

  allows(allowance: Allowance): boolean {
    return this.#allowed.has(allowance);
  }

  list(): Finding[] {
    const rest = [...this.#counts].filter(([, count]) => count > MOST);
    return [
      ...this.#found,
      ...rest.map(([place, count]) => {
        const [, kind, file] = /^(\S+) (.*)$/s.exec(place)!;
        const message = `${count - MOST} more of the same kind in this file`;
        return { kind: kind as FindingKind, file, message };
      }),
    ];
  }

  unchecked(): Unchecked[] {
    return this.#unchecked;
  }

  notes(): string[] {
    return this.#notes;
  }
}
