import { Duplex } from 'node:stream';

/**
 * The open connections that were asked to upgrade. A server that closes waits
 * for them, and closes none by itself: one that nobody answers, or a web socket
 * that its caller keeps, would hold up the end of the backend for ever.
 */
export class UpgradeConnections {
  readonly #unanswered = new Set<Duplex>();
  readonly #answered = new Set<Duplex>();
  /** A connection that is kept alive may be asked more than once. */
  readonly #seen = new WeakSet<Duplex>();
  #isClosed = false;

  add(socket: Duplex): void {
    this.#unanswered.add(socket);
    if (!this.#seen.has(socket)) {
      this.#seen.add(socket);
      socket.once('close', () => this.release(socket));
    }
    if (this.#isClosed) {
      socket.destroy();
    }
  }

  answered(socket: Duplex): void {
    if (this.#unanswered.delete(socket)) {
      this.#answered.add(socket);
    }
  }

  /** Not to be closed: it is an ordinary connection again, or none. */
  release(socket: Duplex): void {
    this.#unanswered.delete(socket);
    this.#answered.delete(socket);
  }

  /** Those that nobody has answered, and won't any more. */
  closeUnanswered(): void {
    this.#unanswered.forEach(socket => socket.destroy());
  }

  /** All, and each that comes from now on. */
  close(): void {
    this.#isClosed = true;
    this.closeUnanswered();
    this.#answered.forEach(socket => socket.destroy());
  }
}
