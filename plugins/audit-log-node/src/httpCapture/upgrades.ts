import { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';

const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})/;
const SWITCHING_PROTOCOLS = 101;

type OnUpgrade = (
  request: IncomingMessage,
  socket: Duplex,
  next: () => void,
) => void;

/**
 * Sees the requests that a server hands to its listeners for upgrades, which
 * no router gets. Not as one more listener: servers answer an upgrade that
 * nobody takes only where they find themselves the only listener.
 */
export function watchUpgrades(server: EventEmitter, onUpgrade: OnUpgrade) {
  const emit = server.emit;
  server.emit = function emitWatched(
    this: EventEmitter,
    event: string | symbol,
    ...args: unknown[]
  ): boolean {
    if (event !== 'upgrade') {
      return emit.call(this, event, ...args);
    }
    let isHeard = false;
    const [request, socket] = args as [IncomingMessage, Duplex];
    onUpgrade(request, socket, () => {
      isHeard = emit.call(this, event, ...args);
    });
    return isHeard;
  };
}

/**
 * Calls `onAnswer` once with the status of the first answer that is written to
 * a socket, whoever writes it. What is written stays as it is.
 */
export function onFirstAnswer(
  socket: Duplex,
  onAnswer: (status: number) => void,
): void {
  const { write, end } = socket;
  let isOver = false;
  const look = (chunk: unknown) => {
    const status = isOver ? undefined : statusIn(chunk);
    // `100 Continue` and its like come before the answer.
    if (status && (status >= 200 || status === SWITCHING_PROTOCOLS)) {
      isOver = true;
      onAnswer(status);
    }
  };
  socket.write = function watchedWrite(...args: unknown[]) {
    look(args[0]);
    return write.apply(socket, args as Parameters<typeof write>);
  } as typeof write;
  socket.end = function watchedEnd(...args: unknown[]) {
    look(args[0]);
    return end.apply(socket, args as unknown as Parameters<typeof end>);
  } as typeof end;
}

function statusIn(chunk: unknown): number | undefined {
  const text =
    chunk instanceof Uint8Array
      ? Buffer.from(chunk.subarray(0, 16)).toString('latin1')
      : chunk;
  const [, status] = (typeof text === 'string' && STATUS_LINE.exec(text)) || [];
  return status === undefined ? undefined : Number(status);
}
