const MAX_LENGTH = 24;

/**
 * The name that was probably meant: at most two typing errors away, and fewer
 * than half of its letters. Undefined if there is none.
 */
export function nearestName(
  written: string,
  names: readonly string[],
): string | undefined {
  if (written.length > MAX_LENGTH) {
    return undefined;
  }
  const lower = written.toLowerCase();
  let nearest: string | undefined;
  let least = 3;
  for (const name of names) {
    const errors = editDistance(lower, name.toLowerCase());
    if (errors < least && errors * 2 < name.length) {
      nearest = name;
      least = errors;
    }
  }
  return nearest;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      current[j] = Math.min(
        previous[j] + 1,
        current[j - 1] + 1,
        previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    previous = current;
  }
  return previous[b.length];
}
