const MINUTE_MS = 60_000;
const MOST_MINUTES = 1_000;

/** What follows a minute: `00.` to `59.`, and `000Z` to `999Z`. */
const seconds = Array.from(
  { length: 60 },
  (_, second) => `${String(second).padStart(2, '0')}.`,
);
const millis = Array.from(
  { length: 1_000 },
  (_, ms) => `${String(ms).padStart(3, '0')}Z`,
);

/** Minutes as texts: what is read together happened in few of them. */
const minutes = new Map<number, string>();

/**
 * `new Date(ms).toISOString()` for times since 1970, several times as fast
 * where many of them lie close together.
 *
 * @throws RangeError where `ms` is no time.
 */
export function isoTime(ms: number): string {
  const rest = ms % MINUTE_MS;
  if (!(rest >= 0) || !Number.isInteger(rest)) {
    return new Date(ms).toISOString();
  }
  const start = ms - rest;
  let minute = minutes.get(start);
  if (minute === undefined) {
    minute = new Date(start).toISOString().slice(0, -'00.000Z'.length);
    if (minutes.size >= MOST_MINUTES) {
      minutes.clear();
    }
    minutes.set(start, minute);
  }
  const ofSecond = rest % 1_000;
  return minute + seconds[(rest - ofSecond) / 1_000] + millis[ofSecond];
}
