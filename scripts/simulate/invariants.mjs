import { dropsMoody } from './rules.mjs';

/** For so long the journal stays away from a disk that refused, and a call. */
const JOURNAL_AWAY_MS = 15_000;

/** Clocks that disagree by less are taken for right by the product. */
const TOLERATED_MS = 5_000;

/**
 * Compares what was promised with what is in the log, once everything is well
 * again and at rest.
 *
 * @returns sentences, empty where every promise was kept
 */
export function brokenPromises({ ledger, tables, hosts, now }) {
  const problems = [];
  for (const operation of ledger.operations.values()) {
    const events = tables.about(operation.id);
    const wrong = wrongWith(operation, events, { tables, hosts, now });
    if (wrong) {
      const { id, plugin, member, told, resolved } = operation;
      const at = [operation.calledAt, operation.endedAt, operation.resolvedAt]
        .map(ms => (ms === undefined ? '-' : (ms / 1000).toFixed(3)))
        .join(', ');
      problems.push(
        `operation ${id} of '${plugin}' at ${member} (called, told and resolved at ${at} s), told ${told}, resolved ${resolved}, is ${
          events.map(describe).join(' and ') || 'absent'
        }: ${wrong}`,
      );
    }
  }
  for (const { prepared } of tables.events) {
    const { event } = prepared;
    if (event.plugin === 'secret' && event.meta?.salary !== undefined) {
      problems.push(`event ${event.id} has details that a rule leaves out`);
    }
    if (event.plugin === 'noise') {
      problems.push(`event ${event.id} is one that a rule drops`);
    }
  }
  return problems;
}

function describe({ prepared, sequence, supersededBy }) {
  const { outcome } = prepared.event;
  return `${outcome} at ${sequence}${supersededBy ? ' (superseded)' : ''}`;
}

function wrongWith(operation, events, context) {
  const standing = events.filter(({ supersededBy }) => supersededBy === null);
  const outcome = standing[0]?.prepared.event.outcome;
  if (standing.length > 1) {
    return 'more than one event stands';
  }
  if (events.length > 0 && standing.length === 0) {
    return 'none of its events stands';
  }
  if (isSurvivor(operation) && wasToldUnknown(operation, events, context)) {
    return 'it was told as unknown, and it had ended';
  }
  if (outcome === undefined) {
    const promised = operation.begunAt !== undefined && isSurvivor(operation);
    return promised && mustBeThere(operation, context) && 'it must be there';
  }
  if (isForbidden(operation, events, context)) {
    return 'nothing is recorded while audit logging is off';
  }
  const allowed = allowedOutcomes(operation, events.length > 1);
  return (
    isSurvivor(operation) &&
    wasOnSince(operation, context) &&
    isTimeComparable(operation, context.tables) &&
    !allowed.includes(outcome) &&
    `expected ${allowed.join(' or ')}`
  );
}

/**
 * Where the disk of the journal was full, ends may not be noted, and begins are
 * committed as `pending` and stay so if the process dies.
 */
function hadJournal({ host, calledAt, process }) {
  const { diedAt } = process;
  return !host.full.meet(calledAt - JOURNAL_AWAY_MS, diedAt);
}

/** A shutdown gives up what is open, which may end all the same. */
function wasToldUnknown(operation, events, { tables }) {
  const { resolvedAt, process } = operation;
  return (
    !process.isEnding &&
    hadJournal(operation) &&
    events.some(({ prepared: { event } }) => {
      const isUnknown = event.outcome === 'unknown';
      return isUnknown && resolvedAt < tables.committedAt.get(event.id);
    })
  );
}

/**
 * What a power failure takes, and what the recorder counted, isn't promised;
 * nor what a backend delivers whose clock was set while it was on its way.
 */
function isSurvivor({ isExcused, isRefused, isPortal, host, calledAt }) {
  return (
    !isExcused &&
    !isRefused &&
    host.powerFailedAt < calledAt &&
    (isPortal || !host.clock.sets.meet(calledAt, Infinity))
  );
}

/** @param isAmended - what amends an event is never dropped */
function allowedOutcomes(operation, isAmended) {
  const { plugin, told, resolved, process } = operation;
  if (resolved.includes('failed')) {
    return ['failed'];
  }
  if (resolved.includes('succeeded')) {
    const isDropped = plugin === 'reads' && !isAmended;
    const more = told.includes('failed') ? ['failed'] : [];
    const unnoted = hadJournal(operation) ? [] : ['unknown'];
    return isDropped ? [...more, ...unnoted] : ['succeeded', ...more];
  }
  const standsOpen =
    hadJournal(operation) && process.isDead ? 'unknown' : 'pending';
  return [...told, 'unknown', standsOpen];
}

/** Whether an operation whose end has resolved must come to the log by itself. */
export function isPromised(operation, tables, now) {
  return (
    operation.resolved.length > 0 &&
    operation.plugin !== 'sick' &&
    isSurvivor(operation) &&
    mustBeThere(operation, { tables, now })
  );
}

/**
 * Whether all that is known of rules and state says that it is recorded. Before
 * its first answer a process goes by rules that may have been changed.
 */
function mustBeThere(operation, { tables, now }) {
  const { plugin, told, resolved, host, calledAt } = operation;
  if (plugin === 'noise') {
    return false;
  }
  if (plugin === 'reads' && told.length > 0 && !resolved.includes('failed')) {
    return false;
  }
  const learned = knownAtCall(operation);
  if (learned?.recording !== 'on') {
    return false;
  }
  return (
    (wasOnSince(operation, { tables, now })
      ? isInPresentPeriod(operation, learned) ||
        isTimeComparable(operation, tables)
      : wasOnMeanwhile(operation, learned, { tables, now })) &&
    (plugin !== 'moody' ||
      (learned.process === operation.process &&
        factsBetween(tables.history, learned.at, now).every(
          ({ rules }) => !dropsMoody(rules),
        )))
  );
}

/**
 * What its process had learned when an operation began, or the one before it on
 * the host. A portal of the first release doesn't say its rules.
 */
function knownAtCall({ host, calledAt, process }) {
  const known = host.learned.filter(
    ({ at, rules }) => at <= calledAt && rules !== undefined,
  );
  return (
    known.findLast(each => each.process === process) ??
    known.findLast(({ at }) => at <= process.startedAt)
  );
}

/**
 * A portal whose clock was set behind the time at which recording began, or
 * after something happened, can't tell whether what is delivered late happened
 * before that.
 */
function isTimeComparable(operation, { switches }) {
  const { isPortal, calledAt, portalClock, portalTime } = operation;
  return (
    isPortal ||
    (!portalClock.sets.meet(calledAt, Infinity) &&
      switches.every(({ at }) => at <= portalTime))
  );
}

/** Ends of what began before audit logging is disabled are not recorded. */
function wasOnSince(operation, { tables, now }) {
  const { calledAt } = operation;
  const learned = knownAtCall(operation);
  return factsBetween(tables.history, learned?.at ?? calledAt, now).every(
    ({ state, rules }) => state === 'enabled' && rules !== undefined,
  );
}

/**
 * Whether all of it was in a period of recording of which its process had heard
 * before, and that lasts. Of clocks only a jump meanwhile counts.
 */
function isInPresentPeriod({ calledAt, resolvedAt, ...operation }, learned) {
  const { process, host } = operation;
  return (
    learned.process === process &&
    learned.period !== undefined &&
    resolvedAt !== undefined &&
    !host.clock.sets.meet(calledAt, resolvedAt)
  );
}

/**
 * Whether it was recorded before audit logging was disabled, and its times tell
 * that: no clock was set since the switch before, and nothing took so long on
 * its way that clocks seem to disagree.
 */
function wasOnMeanwhile(operation, learned, { tables, now }) {
  const { calledAt, resolvedAt, process, host, portalClock } = operation;
  const until = resolvedAt ?? process.diedAt;
  const before = tables.switches.findLast(
    ({ trueTime }) => trueTime <= calledAt,
  );
  const since = before?.trueTime ?? calledAt;
  return (
    learned.process === process &&
    until < now &&
    factsBetween(tables.history, learned.at, until).every(
      ({ state, rules }) => state === 'enabled' && rules !== undefined,
    ) &&
    ![host.clock, portalClock].some(({ sets }) => sets.meet(since, now)) &&
    (operation.isPortal || !host.broken.meet(calledAt, now))
  );
}

/** What the settings said at the beginning of a time, and later in it. */
function factsBetween(history, from, to) {
  const first = history.findLastIndex(({ at }) => at <= from);
  return history.slice(Math.max(0, first)).filter(({ at }) => at <= to);
}

function isForbidden(operation, events, { tables, hosts }) {
  const { category, calledAt, endedAt, process } = operation;
  const { switches } = tables;
  const end = endedAt ?? process.diedAt;
  const before = switches.findLast(({ trueTime }) => trueTime <= calledAt);
  const after = switches.find(({ trueTime }) => trueTime > calledAt);
  if (before?.isOn || (before && category === 'AUDIT_LOG')) {
    return false;
  }
  if (category === 'AUDIT_LOG' && before === undefined) {
    // Enabling is recorded itself.
    return false;
  }
  const isWithin =
    calledAt >= (before?.trueTime ?? -Infinity) + TOLERATED_MS &&
    end <= (after?.trueTime ?? Infinity) - TOLERATED_MS;
  // When something happened is not known where clocks were set since the switch
  // before it, or where it takes so long to arrive that they seem to disagree.
  const at = tables.committedAt.get(events[0].prepared.event.id);
  const since = Math.min(calledAt, before?.trueTime ?? calledAt);
  const isTimeKnown = !hosts.some(
    ({ clock, broken }) =>
      clock.sets.meet(since, at) ||
      (!operation.isPortal && broken.meet(calledAt, at)),
  );
  return isWithin && isTimeKnown;
}
