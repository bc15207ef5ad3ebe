import { uuidOf } from '../random/index.mjs';

/** What plugins do. Which rules are about which plugin: `rules.mjs`. */
const KINDS = [
  [6, { plugin: 'catalog', severities: ['low', 'low', 'medium', 'high'] }],
  [2, { plugin: 'noise', severities: ['low', 'medium'] }],
  [3, { plugin: 'reads', severities: ['low'] }],
  [2, { plugin: 'moody', severities: ['low', 'medium'] }],
  [1, { plugin: 'secret', severities: ['low', 'high'] }],
  [1, { plugin: 'strict', severities: ['medium'] }],
  [1, { plugin: 'sick', severities: ['low', 'high'], whileSick: true }],
  [
    1,
    {
      plugin: 'audit-log',
      category: 'AUDIT_LOG',
      severities: ['medium'],
      portalOnly: true,
    },
  ],
];

/** Longer than any call may take: patience and a commit. */
const CALL_BOUND_MS = 20_000;

/** One operation of a plugin of this backend, from its begin to its end. */
export async function operate(world, member, only) {
  const { process, program, host } = member;
  const { scheduler, ledger } = world;
  const random = world.workRandom;
  const kind = only ?? random.weighted(KINDS);
  if (
    !program ||
    (kind.portalOnly && !member.isPortal) ||
    (kind.whileSick && !world.isSicknessOn)
  ) {
    return;
  }
  const begun = eventOf({ kind, random, host, instance: member.name });
  const operation = ledger.add({
    begun,
    member,
    process,
    portalClock: world.portalClock,
  });
  const call = async (what, work) => {
    const before = lossesOf(program);
    const cancel = scheduler.after(
      CALL_BOUND_MS,
      () => world.problem(`${what} of ${begun.id} stalls at ${member.name}`),
      process,
    );
    try {
      return await work();
    } finally {
      cancel();
      if (!process.isDead && lossesOf(program) > before) {
        operation.isExcused = true;
      }
    }
  };
  let handle;
  try {
    handle = await call('begin', () => program.recorder.begin(begun));
  } catch (error) {
    operation.isRefused = true;
    if (!process.isDead && kind.plugin !== 'strict') {
      world.problem(`begin of ${begun.id} rejects: ${error.stack}`);
    }
    return;
  }
  if (process.isDead) {
    return;
  }
  operation.begunAt = scheduler.now;
  await process.delay(
    random.weighted([
      [4, 0],
      [4, random.between(1, 500)],
      [2, random.between(500, 20_000)],
      [1, random.between(20_000, 80_000)],
    ]),
  );
  const outcomes = random.weighted([
    [6, ['succeeded']],
    [2, ['failed']],
    [1, ['succeeded', 'failed']],
    [1, ['failed', 'succeeded']],
  ]);
  for (const outcome of outcomes) {
    operation.told.push(outcome);
    operation.endedAt = scheduler.now;
    const ended = {
      ...begun,
      outcome,
      endedAt: isoOf(host.clock),
      durationMs: 1,
      error:
        outcome === 'failed' ? { name: 'Error', message: 'It failed' } : null,
    };
    await call('end', () => handle.end(ended));
    if (process.isDead) {
      return;
    }
    operation.resolved.push(outcome);
    operation.resolvedAt = scheduler.now;
  }
}

function lossesOf({ recorder }) {
  const { notDurable, dropped } = recorder.status();
  return notDurable + dropped;
}

function isoOf(clock) {
  return new Date(clock.now()).toISOString();
}

function eventOf({ kind, random, host, instance }) {
  const id = uuidOf(host.clock.now(), random.bytes(10).toString('hex'));
  return {
    id,
    startedAt: isoOf(host.clock),
    endedAt: null,
    durationMs: null,
    plugin: kind.plugin,
    eventId: 'operation',
    action: 'act',
    category: kind.category ?? 'CATALOG',
    severity: random.pick(kind.severities),
    outcome: 'pending',
    amends: null,
    actor: { type: 'user', ref: 'user:default/ada' },
    // By this its events are found, whatever ids they get.
    target: { type: 'entity', ref: `component:default/${id}` },
    client: null,
    request: null,
    meta: {
      text: 'x'.repeat(random.whole(0, 300)),
      ...(kind.plugin === 'secret' && { salary: 42 }),
    },
    error: null,
    instance,
  };
}
