import { DateTime } from 'luxon';

/** How people and times are written in messages. */
export interface Wording {
  /** Who it is, by the name that people know them by. */
  name(ref: string): string;
  /** An instant, in the portal's zone. */
  time(iso: string): string;
}

/** Finds the names of users and groups; those that it doesn't know are absent. */
export type FindNames = (refs: string[]) => Promise<Map<string, string>>;

/**
 * Writes something in words, which is done twice: first to learn of whom it
 * speaks, and then with their names.
 */
export async function inWords<T>(
  write: (wording: Wording) => T,
  options: { findNames: FindNames; timeZone: string },
): Promise<T> {
  const { findNames, timeZone } = options;
  const asked = new Set<string>();
  const time = (iso: string) => timeInWords(iso, timeZone);
  write({
    name: ref => {
      asked.add(ref);
      return ref;
    },
    time,
  });
  const people = [...asked].filter(isPerson);
  // A message with a part of a ref is better than none.
  const names =
    people.length > 0
      ? await findNames(people).catch(() => new Map<string, string>())
      : new Map<string, string>();
  return write({ name: ref => names.get(ref) ?? nameOf(ref), time });
}

function isPerson(ref: string): boolean {
  return /^(user|group):/i.test(ref);
}

/** A name for who isn't in the catalog: `the service 'siem-settings'`. */
function nameOf(ref: string): string {
  if (isPerson(ref)) {
    return ref.slice(Math.max(ref.indexOf(':'), ref.indexOf('/')) + 1);
  }
  return ref === 'plugin:audit-log'
    ? 'The configuration of this portal'
    : `The service '${ref.replace(/^(external|plugin):/, '')}'`;
}

/** `29 December 2026, 19:17 CET` */
function timeInWords(iso: string, zone: string): string {
  const time = DateTime.fromISO(iso, { zone, locale: 'en-GB' });
  return time.isValid ? time.toFormat('d MMMM yyyy, HH:mm ZZZZ') : iso;
}
