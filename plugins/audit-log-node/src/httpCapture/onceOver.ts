import { Request, Response } from 'express';
import { Duplex } from 'node:stream';
import { isClosedByOther } from '../callerLeft';
import { onFirstAnswer } from './upgrades';

/**
 * How a request ended: with the status of its answer, because the caller hung
 * up, or because the backend closed the connection.
 */
export type Ending = number | 'left' | 'aborted';

/**
 * Calls `onOver` exactly once: with the status of the answer when it is
 * complete, else with who ended the connection before.
 */
export function onceOver(
  request: Request,
  response: Response,
  onOver: (status: Ending) => void,
): void {
  const over = once(onOver);
  // Ended, though perhaps not received: the plugin has done its work.
  const ended = () =>
    over(
      response.writableEnded || hasBegunToFail(response)
        ? response.statusCode
        : endingOf(request.socket),
    );
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
  socket.once('close', () => over(endingOf(socket)));
}

/** An answer that says that it failed has failed, however far it came. */
function hasBegunToFail(response: Response): boolean {
  return response.headersSent && response.statusCode >= 400;
}

function endingOf(socket: Duplex): Ending {
  return isClosedByOther(socket) ? 'left' : 'aborted';
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
