import { settingsIn } from './attacks/hangUps.mjs';
import { faultsIn } from './facts/answers.mjs';
import { peakMemoryMb } from './memory.mjs';
import { services, signInWhenKnown, startTarget } from './portals.mjs';
import { ask, readLog, until } from './readLog.mjs';
import { tokenOf } from './sessions.mjs';
import { storm } from './storm.mjs';

/** By its user agent: which request of the attack an event is about. */
export function readMarks(events, run) {
  const pattern = new RegExp(`^atk-${run}-(\\d+)\\.`);
  const requestOf = ({ client }) => {
    const [, index] = pattern.exec(client?.userAgent ?? '') ?? [];
    return index === undefined ? undefined : Number(index);
  };
  const byRequest = Map.groupBy(events, requestOf);
  return {
    requestOf,
    eventsOfRequest: index => byRequest.get(index) ?? [],
  };
}

/** Waits until everything is appended, and says what the portal says then. */
export async function settled(admin) {
  return until('Everything is to be appended', async () => {
    const state = await ask(admin, 'GET', '/status');
    const { queued } = state.recorder;
    return { done: queued === 0, state };
  });
}

/** What is in the log and its portal after an attack. */
export async function collect({ portal, admin, attacker, plan, run, facts }) {
  const status = await settled(admin);
  const keptSettings = await keptBy(attacker, plan);
  const visibleIds = await visible(admin, facts);
  const { events, verification } = await readLog({
    admin,
    folder: `${portal.dataFolder}/exports`,
    upTo: status.completeTo.sequence,
  });
  const { exitCode, signalCode, pid } = portal.process;
  return {
    status,
    keptSettings,
    visibleIds,
    events,
    verification,
    memoryMb: peakMemoryMb(pid),
    isAlive: exitCode === null && signalCode === null,
    ...readMarks(events, run),
  };
}

/** The settings of the hung-up that are there, though nobody was told. */
async function keptBy(attacker, plan) {
  const { body } = await attacker.call('POST', '/api/user-settings/multiget', {
    body: { items: settingsIn(plan) },
  });
  return body.items.filter(Boolean).map(({ key }) => key);
}

/** Of the events that amendments aim at, those that people still see. */
async function visible(admin, facts) {
  const ids = new Set();
  for (const { query, id } of facts.aims) {
    const q = encodeURIComponent(query);
    const { items } = await ask(admin, 'GET', `/events?q=${q}&limit=1000`);
    if (items.some(item => item.id === id)) {
      ids.add(id);
    }
  }
  return ids;
}

/**
 * How a portal of the same kind without the audit log answers what the
 * attacked one could not. None is started where there is nothing to ask.
 */
export async function askControl({ database, plan, answers, facts }) {
  const faults = faultsIn(plan, answers);
  if (faults.length === 0) {
    return new Map();
  }
  const control = await startTarget(database, { isControl: true });
  try {
    const { url } = control;
    const alan = await signInWhenKnown({ url, username: 'alan' });
    const tokens = { ...services, alan: await tokenOf(alan) };
    const asked = await storm({ url, plan: faults, tokens, facts });
    return asked.answers;
  } finally {
    await control.remove();
  }
}
