import { CopyingStatement } from './appendStatement';

/** What is used of a connection of the `pg` package. */
interface PgConnection {
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

const methods = ['query', 'sendCopyFromChunk', 'endCopyFrom'] as const;

/** What is used of a client of the `pg` package. */
export interface PgClient {
  query(statement: CopyStatement | string): unknown;
}

/**
 * Runs statements of which one is `copy … from stdin`, and sends the data of
 * the COPY with them instead of waiting to be asked for it.
 *
 * @remarks
 * PostgreSQL runs the statements of one query message as one transaction and
 * ignores data for a COPY that it did not come to, so this needs one round
 * trip where a stream needs two, and the event loop is free to be busy in
 * between. The `pg` client calls the methods from `submit` to
 * `handleReadyForQuery`, as it does for its own queries.
 */
export class CopyStatement {
  readonly #statement: CopyingStatement;
  #settle: { resolve(): void; reject(error: Error): void } | undefined;

  constructor(statement: CopyingStatement) {
    this.#statement = statement;
  }

  /** Resolves when the server has run everything. */
  run(client: PgClient): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      client.query(this);
    });
  }

  /** Returns what keeps it from being sent, which the client hands back. */
  submit(connection: PgConnection): Error | undefined {
    const missing = methods.find(
      method => typeof connection[method] !== 'function',
    );
    if (missing) {
      return new Error(`Connections of 'pg' have no method '${missing}'`);
    }
    connection.query(this.#statement.sql);
    connection.sendCopyFromChunk(this.#statement.data);
    connection.endCopyFrom();
    return undefined;
  }

  callback(): void {
    // The client looks for this to set its timeout.
  }

  handleCopyInResponse(): void {
    // The data is on its way already.
  }

  handleCommandComplete(): void {
    // There is one for each statement; the end is handleReadyForQuery.
  }

  // Statements that answer with rows, or none at all, are never sent; a client
  // that tells of them nevertheless must not find nobody there.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCopyData(): void {}

  handleError(error: Error): void {
    this.callback();
    this.#settle?.reject(error);
  }

  handleReadyForQuery(): void {
    this.callback();
    this.#settle?.resolve();
  }
}
