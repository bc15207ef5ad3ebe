const DAY_MS = 86_400_000;
/** So far ahead that nothing of these weeks is in an explorer's last 30 days. */
const AHEAD_MS = 40 * DAY_MS;
const YEARS = 9;

/**
 * Days on which tests must pass as they do today, each in a zone of its own:
 * the next 29 February, and the next days on which clocks are put forward and
 * back, one of them at midnight.
 *
 * @returns name, zone, and how far ahead the clock is to be
 */
export function otherDays(now = Date.now()) {
  const from = now + AHEAD_MS;
  return [
    {
      timeZone: 'Pacific/Chatham',
      at: nextHour(from, hour => /^\d+-02-29T/.test(hour.toISOString())),
    },
    {
      timeZone: 'America/Santiago',
      at: nextHour(from, changes('America/Santiago', 1)),
    },
    {
      timeZone: 'Europe/Berlin',
      at: nextHour(from, changes('Europe/Berlin', -1)),
    },
  ].map(({ timeZone, at }) => ({
    name: `${at.toISOString()} in ${timeZone}`,
    timeZone,
    shiftMs: at.getTime() - now,
  }));
}

/** Whether clocks are put forward (1) or back (-1) in the hour that begins. */
function changes(timeZone, direction) {
  const offset = offsetIn(timeZone);
  return hour =>
    Math.sign(offset(new Date(hour.getTime() + 3_600_000)) - offset(hour)) ===
    direction;
}

/** Minutes that a zone is ahead of UTC. */
function offsetIn(timeZone) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    timeZoneName: 'longOffset',
  });
  return time => {
    const [, sign, hours, minutes] =
      /GMT([+-])(\d+):(\d+)/.exec(format.format(time)) ?? [];
    return sign ? Number(`${sign}1`) * (hours * 60 + Number(minutes)) : 0;
  };
}

function nextHour(from, matches) {
  const first = Math.ceil(from / 3_600_000);
  for (let hour = first; hour < first + YEARS * 366 * 24; hour++) {
    const time = new Date(hour * 3_600_000);
    if (matches(time)) {
      return time;
    }
  }
  throw new Error(`There is no such day in the ${YEARS} years to come`);
}
