import { CustomErrorBase } from '@backstage/errors';

/** A caller has as much at once as they may; answers 429. */
export class TooManyAtOnceError extends CustomErrorBase {
  override readonly name = 'TooManyAtOnceError';
  readonly statusCode = 429;

  constructor(
    message: string,
    /** After how long it is worth trying again. */
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}
