import { markOfAct } from '../Colleague.mjs';

/** Attacks slow a colleague down at most: nothing is refused. */
export function workWentOn({ acts }) {
  return acts
    .filter(({ status, expected }) => status !== expected)
    .map(
      ({ mark, eventId, status, expected }) =>
        `${mark}, ${eventId}, was answered with ${status} instead of ${expected}`,
    );
}

export function workIsThereOnce({ acts, events }) {
  const found = new Map();
  for (const event of events) {
    const key = `${markOfAct(event)} ${event.plugin} ${event.eventId}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return acts.flatMap(({ mark, plugin, eventId }) => {
    const times = found.get(`${mark} ${plugin} ${eventId}`) ?? 0;
    return times === 1
      ? []
      : [`${mark}, ${plugin} ${eventId}, is in the log ${times} times`];
  });
}

/** Whatever somebody who signed in sends along, what they did is recorded. */
export function ownOperationsAreThere({ plan, answers, eventsOfRequest }) {
  return (
    plan
      .filter(
        ({ mustBeRecorded, index }) =>
          mustBeRecorded && answers.get(index)?.status < 500,
      )
      // A request that is too large never reaches a plugin, or the capture.
      .filter(({ index }) => answers.get(index).status !== 431)
      .filter(({ index }) => eventsOfRequest(index).length === 0)
      .map(
        ({ attack, index, method, path }) =>
          `${attack} ${index}, ${method} ${path.slice(0, 120)}, answered with ${
            answers.get(index).status
          }, is not in the log`,
      )
  );
}
