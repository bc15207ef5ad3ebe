import { ServiceUnavailableError } from '@backstage/errors';
import { ReadTimeoutError } from '../store';

/**
 * The answer of a read, or where the database took too long an error that says
 * what would help.
 *
 * @throws ServiceUnavailableError with the hint.
 */
export async function answerOrHint<T>(
  hint: string,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ReadTimeoutError) {
      throw new ServiceUnavailableError(`${error.message} ${hint}`);
    }
    throw error;
  }
}
