import { InputError } from '@backstage/errors';

/** An event that a sink refuses for its own sake, and why. @public */
export interface RefusedEvent {
  id: string;
  reason: string;
}

/**
 * Some events of a batch can never be appended; none of the batch was. Sinks
 * that say so let the recorder put exactly those aside, at once.
 *
 * @public
 */
export class EventsRefusedError extends InputError {
  readonly refused: RefusedEvent[];

  constructor(refused: RefusedEvent[]) {
    const [first, ...more] = refused;
    super(
      more.length > 0
        ? `${first?.reason} (and ${more.length} more)`
        : `${first?.reason}`,
    );
    this.refused = refused;
  }
}

/**
 * What an error says about single events; also one of another backend.
 *
 * @public
 */
export function refusedEventsOf(error: unknown): RefusedEvent[] {
  const { refused } = (error ?? {}) as { refused?: unknown };
  return Array.isArray(refused)
    ? refused.filter(
        each => typeof each?.id === 'string' && typeof each.reason === 'string',
      )
    : [];
}

/**
 * SQLSTATEs that tell of the rows: data, not null, check, limits of a program
 * such as those of an index row. And what SQLite has of these.
 */
const dataTrouble =
  /^(?:22|54|23502$|23514$|SQLITE_(?:TOOBIG|MISMATCH|CONSTRAINT_(?:CHECK|NOTNULL))$)/;

/**
 * Whether an error says that events, not the sink, are at fault, though
 * perhaps not which.
 */
export function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  const { name, code, statusCode, cause } = error as {
    name?: unknown;
    code?: unknown;
    statusCode?: unknown;
    cause?: { name?: unknown };
  };
  if (typeof statusCode === 'number') {
    // Anything between here and there may answer with a 400 of its own.
    return (
      statusCode === 413 || (statusCode === 400 && cause?.name === 'InputError')
    );
  }
  return (
    name === 'InputError' ||
    (typeof code === 'string' && dataTrouble.test(code))
  );
}
