import {
  ExportedEvent,
  LEAF_VERSION,
  leafMembers,
} from 'backstage-plugin-audit-log-common';
import { committedGroups } from '../integrity';

/** What a line of JSON Lines came to. */
export type ReadRow =
  | { status: 'read'; row: ExportedEvent }
  /** A row whose leaf is newer than this software. */
  | { status: 'newer'; leafVersion: number }
  | { status: 'malformed'; reason: string };

type Members = Record<string, unknown>;

const HASH = /^[0-9a-f]{64}$/;
const SALT = /^[0-9a-f]{32}$/;
const SEQUENCE = /^[1-9]\d{0,18}$/;
/** What a row has besides the facts that its leaf holds. */
const beside = ['leafHash', 'proof', ...committedGroups];
/** Of version 1: shown, and in no leaf. */
const uncovered: Record<string, (value: unknown) => boolean> = {
  durationMs: value => value === null || Number.isSafeInteger(value),
  recordedAt: value =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
};

/**
 * Reads a row as it stands, without taking anything off: what is hashed is
 * what other readers of the file see.
 *
 * @remarks
 * A row must be the text that exports write, so that no other reader can take
 * it for something else: no member twice, no blanks, no other spelling of a
 * number. It must have no member that its leaf doesn't cover, but for the two
 * that leaves of version 1 leave out. Groups may have any members.
 */
export function readRow(line: string): ReadRow {
  try {
    const row: unknown = JSON.parse(line);
    if (!isObject(row) || JSON.stringify(row) !== line) {
      throw new Error('it is not written as exports write rows');
    }
    const { leafVersion = 1 } = row;
    if (!Number.isSafeInteger(leafVersion) || Number(leafVersion) < 1) {
      throw new Error('its leafVersion is none');
    }
    if (Number(leafVersion) > LEAF_VERSION) {
      return { status: 'newer', leafVersion: Number(leafVersion) };
    }
    checkMembers(row, Number(leafVersion));
    checkProof(row);
    return { status: 'read', row: row as unknown as ExportedEvent };
  } catch (error) {
    return { status: 'malformed', reason: (error as Error).message };
  }
}

function checkMembers(row: Members, version: number): void {
  const facts = leafMembers(version)!;
  const known = [
    ...facts,
    ...beside,
    ...(version === 1 ? Object.keys(uncovered) : ['leafVersion']),
  ];
  check(
    known.every(name => Object.hasOwn(row, name)),
    'it lacks a member',
  );
  check(
    Object.keys(row).every(name => known.includes(name) || name === 'erased'),
    'it has a member that its leaf does not cover',
  );
  for (const [name, isOne] of version === 1 ? Object.entries(uncovered) : []) {
    check(isOne(row[name]), `its ${name} is none`);
  }
  check(
    facts.every(name => !isObject(row[name]) && !Array.isArray(row[name])),
    'a fact is an object',
  );
  check(matches(SEQUENCE, row.sequence), 'its sequence is none');
  check(matches(HASH, row.leafHash), 'its leafHash is none');
  check(
    committedGroups.every(group => row[group] === null || isObject(row[group])),
    'a group is no object',
  );
}

/** With nothing in the proof that the row doesn't need. */
function checkProof({ proof, erased = [], ...row }: Members): void {
  check(isObject(proof), 'its proof is none');
  const { salt, keys, commitments } = proof;
  const names = Object.keys(proof).sort().join();
  const there = committedGroups.filter(group => row[group] !== null);
  if (names === 'salt') {
    check(matches(SALT, salt), 'its salt is none');
    check(isSame(erased, []), 'it has erased groups, and a salt');
  } else {
    check(names === 'commitments,keys', 'its proof is none');
    check(isHashes(keys) && isSame(Object.keys(keys), there), 'its keys');
    check(
      isHashes(commitments) &&
        Object.keys(commitments).length > 0 &&
        isSame(Object.keys(commitments), erased),
      'its commitments are not those of its erased groups',
    );
    check(
      Object.keys(commitments).every(group => row[group] === null),
      'an erased group is there',
    );
  }
}

function check(isFine: boolean, problem: string): asserts isFine {
  if (!isFine) {
    throw new Error(problem);
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function isHashes(value: unknown): value is Record<string, string> {
  return (
    isObject(value) && Object.values(value).every(each => matches(HASH, each))
  );
}

/** The same texts, in any order. */
function isSame(texts: unknown, others: readonly string[] | unknown): boolean {
  return (
    Array.isArray(texts) &&
    Array.isArray(others) &&
    JSON.stringify([...texts].sort()) === JSON.stringify([...others].sort())
  );
}
