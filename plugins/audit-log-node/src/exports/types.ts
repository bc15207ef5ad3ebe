import { ExportedEvent, ExportOutput } from 'backstage-plugin-audit-log-common';

/**
 * Turns events into the bytes of an export.
 *
 * @remarks
 * Whoever gets an event with its `proof` can show others that the log holds
 * it. A proof opens nothing that the event does not have; a format that leaves
 * groups of an event out MUST leave out its proof.
 *
 * `encode` MUST give the same bytes for the same events and output, in this
 * and any other process: a crashed run is repeated, and recognised by its
 * bytes. It MUST work in constant memory, and MUST NOT hold back events: the
 * bytes are complete when the iteration ends. `version` MUST grow when the
 * same events give other bytes than before.
 *
 * @public
 */
export interface ExportFormat {
  /** As schedules name it, for instance `jsonl`. */
  readonly id: string;
  readonly version: number;
  readonly contentType: string;
  encode(
    events: AsyncIterable<ExportedEvent>,
    output: ExportOutput,
  ): AsyncIterable<Uint8Array>;
}
