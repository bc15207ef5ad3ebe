import { markOfAct } from './Colleague.mjs';

/** The smallest of the values that so large a share is not above. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** From the answer of each of a colleague's acts until it was appended. */
export function waitsOf({ acts, events }) {
  const appended = new Map();
  for (const event of events) {
    appended.set(markOfAct(event), Date.parse(event.appendedAt));
  }
  return acts
    .filter(({ mark }) => appended.has(mark))
    .map(({ mark, answeredAt }) =>
      Math.max(0, appended.get(mark) - answeredAt),
    );
}

/** What was measured: to be read, never asserted. */
export function figuresOf(evidence) {
  const { plan, answers, seconds, events, acts, status, memoryMb } = evidence;
  const waits = waitsOf(evidence);
  const ends = {};
  for (const { status: code, end } of answers.values()) {
    const kind = code ? `${Math.floor(code / 100)}xx` : end;
    ends[kind] = (ends[kind] ?? 0) + 1;
  }
  return {
    requests: plan.length,
    seconds: Math.round(seconds),
    requestsPerSecond: Math.round(plan.length / seconds),
    answers: ends,
    events: events.length,
    acts: acts.length,
    answerToRowMs: {
      p50: percentile(waits, 0.5),
      p99: percentile(waits, 0.99),
      max: percentile(waits, 1),
    },
    lagMs: status.recorder.lagMs,
    memoryMb,
  };
}
