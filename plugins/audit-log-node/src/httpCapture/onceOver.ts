import { Response } from 'express';

/**
 * Calls `onOver` exactly once: with the status of the answer when it is
 * complete, with `aborted` when the connection ended before.
 */
export function onceOver(
  response: Response,
  onOver: (status: number | 'aborted') => void,
): void {
  let isOver = false;
  const over = () => {
    if (!isOver) {
      isOver = true;
      // Ended, though perhaps not received: the plugin has done its work.
      onOver(response.writableEnded ? response.statusCode : 'aborted');
    }
  };
  response.once('finish', over);
  response.once('close', over);
}
