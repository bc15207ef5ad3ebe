import { isSameOperation, OperationFacts } from './amendment';
import { AuditEvent, Outcome } from './types';

/**
 * What decides which event of an operation stands.
 *
 * @public
 */
export type StandingFacts = OperationFacts &
  Pick<AuditEvent, 'id' | 'amends' | 'outcome'> & {
    /** Its place in the log. */
    sequence: string | number;
  };

/** What is known of how an operation ended; the last one beats the others. */
const ORDER: Record<Outcome, number> = {
  pending: 0,
  unknown: 1,
  succeeded: 2,
  failed: 3,
};

/**
 * Whether an outcome says more than another one of the same operation: that it
 * failed beats that it succeeded, an end beats that none is known, and that
 * beats that it still runs.
 *
 * @public
 */
export function isOutcomeOver(outcome: Outcome, other: Outcome): boolean {
  return ORDER[outcome] > ORDER[other];
}

/**
 * The events that don't stand, each with the id of the one that stands in its
 * place.
 *
 * @remarks
 * Of an operation the event stands whose outcome beats those of the others,
 * in whatever order they were appended. Of several with this outcome it is the
 * one that amends most, then the one appended last.
 *
 * Events are of one operation where one amends the other, or both amend a
 * third one, and {@link isSameOperation} says so. Anything else that names an
 * event in `amends` stands beside it.
 *
 * @public
 */
export function supersededEvents(events: StandingFacts[]): Map<string, string> {
  const superseded = new Map<string, string>();
  for (const related of relatedEvents(events)) {
    const depths = depthsOf(related);
    const beats = (a: StandingFacts, b: StandingFacts) =>
      ORDER[a.outcome] - ORDER[b.outcome] ||
      depths.get(a.id)! - depths.get(b.id)! ||
      Number(a.sequence) - Number(b.sequence);
    const best = related.sort((a, b) => beats(b, a));
    for (const event of best) {
      const over = best.find(
        other =>
          other === event ||
          isSameOperation(other, event) ||
          isSameOperation(event, other),
      );
      if (over && over !== event) {
        superseded.set(event.id, over.id);
      }
    }
  }
  return superseded;
}

/**
 * The events that stand, without those in whose place another of the given
 * events stands.
 *
 * @param others - what else is known of the log
 *
 * @public
 */
export function withoutAmended<E extends StandingFacts>(
  events: E[],
  others: StandingFacts[],
): E[] {
  const superseded = supersededEvents([...events, ...others]);
  return superseded.size === 0
    ? events
    : events.filter(({ id }) => !superseded.has(id));
}

/** The events that are linked by what they amend, where there are several. */
function relatedEvents(events: StandingFacts[]): StandingFacts[][] {
  const byId = new Map(events.map(event => [event.id, event]));
  const parents = new Map<string, string>();
  const rootOf = (id: string) => {
    let root = id;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) {
      root = up;
    }
    return root;
  };
  const linked = new Set<string>();
  for (const event of byId.values()) {
    const { id, amends } = event;
    const amended = amends === null ? undefined : byId.get(amends);
    if (amends === null || (amended && !isSameOperation(event, amended))) {
      continue;
    }
    linked.add(id).add(amends);
    const [root, other] = [rootOf(id), rootOf(amends)];
    if (root !== other) {
      parents.set(root, other);
    }
  }
  const groups = new Map<string, StandingFacts[]>();
  for (const id of linked) {
    const event = byId.get(id);
    if (event) {
      const root = rootOf(id);
      groups.set(root, [...(groups.get(root) ?? []), event]);
    }
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** How many events each amends, one through the other. */
function depthsOf(events: StandingFacts[]): Map<string, number> {
  const byId = new Map(events.map(event => [event.id, event]));
  return new Map(
    events.map(event => {
      const passed = new Set<string>();
      let next: StandingFacts | undefined = event;
      while (next && next.amends !== null && !passed.has(next.id)) {
        passed.add(next.id);
        next = byId.get(next.amends);
      }
      return [event.id, passed.size];
    }),
  );
}
