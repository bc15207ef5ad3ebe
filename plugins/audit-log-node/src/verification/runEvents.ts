import { ExportedEvent } from 'backstage-plugin-audit-log-common';
import { FoundManifest } from './readManifests';

/** What an event of the log says about a run that succeeded. */
export interface RunEvent {
  sequence: number;
  /** The object that it was read from. */
  readFrom: FoundManifest;
  scheduleId: string;
  run: number;
  destination: string;
  rows: number;
  fromSequence: string;
  toSequence: string;
  sha256: string;
}

/** Reads an event by which the log tells of a run of an export. */
export function readRunEvent(
  event: ExportedEvent,
  readFrom: FoundManifest,
): RunEvent | undefined {
  const { plugin, eventId, outcome, meta } = event;
  if (
    plugin !== 'audit-log' ||
    eventId !== 'export-run' ||
    outcome !== 'succeeded' ||
    meta === null
  ) {
    return undefined;
  }
  const { scheduleId, destination, fromSequence, toSequence, sha256 } =
    meta as Record<string, unknown>;
  const { run, rows } = meta as Record<string, unknown>;
  const texts = [scheduleId, destination, fromSequence, toSequence, sha256];
  // What was redacted in an event says nothing.
  const isOne =
    texts.every(text => typeof text === 'string') &&
    /^[0-9a-f]{64}$/.test(String(sha256)) &&
    Number.isSafeInteger(run) &&
    Number.isSafeInteger(rows);
  return isOne
    ? ({
        ...{ sequence: Number(event.sequence), readFrom },
        ...{ scheduleId, destination, fromSequence, toSequence, sha256 },
        ...{ run, rows },
      } as RunEvent)
    : undefined;
}

/** Whether an event of the log says of an object what its manifest says. */
export function isToldBy(
  { manifest }: FoundManifest,
  event: RunEvent,
): boolean {
  return (
    manifest.schedule.id === event.scheduleId &&
    manifest.run.number === event.run &&
    manifest.rows === event.rows &&
    manifest.fromSequence === event.fromSequence &&
    manifest.toSequence === event.toSequence &&
    manifest.object.sha256 === event.sha256
  );
}
