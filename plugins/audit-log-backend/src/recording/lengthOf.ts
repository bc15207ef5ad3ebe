const units: [string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** A length of time as people say it, such as "2 days". */
export function lengthOf(ms: number): string {
  const length = Math.abs(ms);
  const [unit, size] =
    units.find(([, each]) => length >= each) ?? units[units.length - 1];
  const count = Math.round(length / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
