import { Rule, rulesSchema } from 'backstage-plugin-audit-log-common';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RecordingKnowledge } from './types';

const STATES: readonly unknown[] = ['on', 'off', 'never'];

/**
 * The last knowledge of a recorder, beside its journal, so that it is in force
 * from the first instant of the next process.
 */
export class KnowledgeFile {
  readonly #path: string;
  readonly #configured: string;

  /**
   * @param configured - the rules of the configuration: where they are others
   * than they were, they are newer than what was learned
   */
  constructor(path: string, configured: readonly Rule[]) {
    this.#path = path;
    this.#configured = createHash('sha256')
      .update(JSON.stringify(configured))
      .digest('hex');
  }

  /** Undefined where there is none that can be read. */
  read(): RecordingKnowledge | undefined {
    try {
      const { v, configured, recording, rules, version } = JSON.parse(
        readFileSync(this.#path, 'utf8'),
      );
      const known = rulesSchema.parse(rules);
      if (v !== 1 || !STATES.includes(recording)) {
        return undefined;
      }
      return configured === this.#configured
        ? { recording, rules: known, version }
        : { recording };
    } catch {
      return undefined;
    }
  }

  /**
   * Puts it in place whole or not at all. What doesn't say the rules is no
   * answer of the portal, and not kept. Never throws: it is tried again with
   * the next answer.
   */
  save({ recording, rules, version }: RecordingKnowledge): void {
    if (!rules) {
      return;
    }
    const configured = this.#configured;
    const text = JSON.stringify({
      v: 1,
      configured,
      recording,
      rules,
      version,
    });
    if (this.#holds(text)) {
      return;
    }
    try {
      const half = `${this.#path}.${process.pid}.new`;
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      writeFileSync(half, text, { mode: 0o600 });
      renameSync(half, this.#path);
    } catch {
      // The disk refuses, which the journal tells.
    }
  }

  /** Another replica may have put there what it learned before. */
  #holds(text: string): boolean {
    try {
      return readFileSync(this.#path, 'utf8') === text;
    } catch {
      return false;
    }
  }
}
