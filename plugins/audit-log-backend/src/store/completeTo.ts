import { CompleteTo } from 'backstage-plugin-audit-log-common';
import { LogHead } from './batch';

/** How far the log reaches, from the row that says where it ends. */
export interface HeadRow {
  sequence: string | number;
  time: string | number | null;
}

export function completeToAt({ sequence, time }: HeadRow): CompleteTo {
  return {
    sequence: String(sequence),
    time: time === null ? null : new Date(Number(time)).toISOString(),
  };
}

export function completeToOf({ frontier, time }: LogHead): CompleteTo {
  return completeToAt({ sequence: frontier.size, time });
}
