import {
  IngestResponse,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { Handlers } from '../rooms';

/** What another backend sent in one request. */
export interface Delivery {
  events: RecordedEvent[];
  /** The subject of its credentials. */
  deliverer: string;
  /** Version of the protocol that it speaks. */
  protocol: number;
  /** What it knows, where it waits for something else. */
  knownVersion?: string;
  /** The period of recording in which all of it is known to have happened. */
  period?: string;
  /** What its clock said, in milliseconds since 1970, where it told. */
  sentAt: number | undefined;
}

/** Takes the events of other backends. */
export interface Ingest {
  /**
   * Resolves when each event is committed, or is one that this portal doesn't
   * record.
   *
   * @throws InputError where an event can never be taken; then none was.
   */
  append(delivery: Delivery): Promise<IngestResponse>;
  handlers: Handlers<'appendEvents'>;
  /** Tells what is left to tell. */
  stop(): void;
}
