import { Request, Response } from 'express';
import { Duplex } from 'node:stream';
import { onFirstAnswer } from './upgrades';

/** How a request ended. */
export type Ending = number | 'aborted';

/**
 * Calls `onOver` exactly once: with the status of the answer when it is
 * complete, with `aborted` when the connection ended before.
 */
export function onceOver(
  request: Request,
  response: Response,
  onOver: (status: Ending) => void,
): void {
  const over = once(onOver);
  // Ended, though perhaps not received: the plugin has done its work.
  const ended = () =>
    over(response.writableEnded ? response.statusCode : 'aborted');
  response.once('finish', ended);
  response.once('close', ended);
  if (request.headers.upgrade !== undefined) {
    // Whoever takes the connection over answers past the response.
    onFirstAnswer(request.socket, status => {
      if (!response.headersSent) {
        over(status);
      }
    });
  }
}

/** The same for a request to upgrade that only has a socket. */
export function onceUpgraded(
  socket: Duplex,
  onOver: (status: Ending) => void,
): void {
  const over = once(onOver);
  onFirstAnswer(socket, over);
  socket.once('close', () => over('aborted'));
}

function once(call: (status: Ending) => void): (status: Ending) => void {
  let isCalled = false;
  return status => {
    if (!isCalled) {
      isCalled = true;
      call(status);
    }
  };
}
