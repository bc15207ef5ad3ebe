import { RecordedEvent, severities } from 'backstage-plugin-audit-log-common';
import { EventCountRow } from './columns';

const QUARTER_MS = 900_000;

/** Sums up what a batch changes in the counts per quarter of an hour. */
export class CountDeltas {
  readonly #rows = new Map<string, EventCountRow & { count: number }>();

  add(startedAtMs: number, event: RecordedEvent, count: number): void {
    this.addRow(
      {
        started_at: startedAtMs,
        plugin: event.plugin,
        category: event.category,
        severity_rank: severities.indexOf(event.severity),
        outcome: event.outcome,
        actor_type: event.actor.type,
      },
      count,
    );
  }

  addRow(
    row: Omit<EventCountRow, 'quarter_hour' | 'count' | 'actor_type'> & {
      started_at: string | number;
      actor_type: string | null;
    },
    count: number,
  ): void {
    const quarter = quarterOf(row);
    const actorType = row.actor_type ?? '';
    const key = `${quarter} ${row.severity_rank} ${row.outcome} ${actorType} ${row.category} ${row.plugin}`;
    const sum = this.#rows.get(key);
    if (sum) {
      sum.count += count;
    } else {
      this.#rows.set(key, {
        quarter_hour: quarter,
        plugin: row.plugin,
        category: row.category,
        severity_rank: row.severity_rank,
        outcome: row.outcome,
        actor_type: actorType,
        count,
      });
    }
  }

  /** In one order for all writers, so that two never wait for each other. */
  rows(): EventCountRow[] {
    return [...this.#rows]
      .filter(([, { count }]) => count !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row);
  }
}

/** The beginning of the quarter of an hour in which an operation started. */
export function quarterOf(row: { started_at: string | number }): number {
  return Math.floor(Number(row.started_at) / QUARTER_MS) * QUARTER_MS;
}
