/** With all of its parts as large as they may be, and written as JSON. */
const LARGEST_ROW = 128 * 1024;

/** Resident; the heap has a limit of its own, at which the process ends. */
const MOST_MEMORY_MB = 2048;

export function soundLog({ events, verification }) {
  const gaps = events
    .map(({ sequence }, at) => [Number(sequence), at + 1])
    .filter(([sequence, expected]) => sequence !== expected)
    .slice(0, 1)
    .map(
      ([sequence, expected]) =>
        `Sequence ${sequence} stands where ${expected} is expected`,
    );
  const ids = new Set(events.map(({ id }) => id));
  return [
    ...gaps,
    ...(ids.size === events.length ? [] : ['An event stands in the log twice']),
    ...(verification.code === 0
      ? []
      : [`The log does not verify: ${verification.output}`]),
  ];
}

export function healthy({ status }) {
  const { health, problems, quarantined, recorder } = status;
  return [
    ...(health === 'ok'
      ? []
      : [`Recording is ${health}: ${problems.join('; ')}`]),
    ...['dropped', 'notDurable', 'quarantined']
      .filter(name => recorder[name] > 0)
      .map(name => `${recorder[name]} events are ${name}`),
    ...(quarantined > 0 ? [`${quarantined} events are in quarantine`] : []),
  ];
}

export function rowsAreBounded({ events }) {
  return events
    .map(event => [event, Buffer.byteLength(JSON.stringify(event))])
    .filter(([, bytes]) => bytes > LARGEST_ROW)
    .map(([{ sequence }, bytes]) => `Event ${sequence} has ${bytes} bytes`);
}

export function memoryIsBounded({ memoryMb, isAlive }) {
  return [
    ...(isAlive ? [] : ['The backend did not live to the end']),
    ...(memoryMb > MOST_MEMORY_MB
      ? [`The backend had ${memoryMb} MB, expected at most ${MOST_MEMORY_MB}`]
      : []),
  ];
}
