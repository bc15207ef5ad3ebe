import { RequestHandler } from 'express';

/**
 * The one handler that the plugin mounts, since what stands behind it changes
 * when the log has been opened.
 */
export class Door {
  #behind: RequestHandler = (_, response) => {
    response.status(503).end();
  };

  readonly handler: RequestHandler = (request, response, next) =>
    this.#behind(request, response, next);

  lead(behind: RequestHandler): void {
    this.#behind = behind;
  }
}
