import { ConflictError } from '@backstage/errors';

/**
 * Somebody else changed the thing after the caller read it; answers 412.
 */
export class VersionConflictError extends ConflictError {
  readonly statusCode = 412;

  constructor(options: { what: string; expected: number; present: number }) {
    const { what, expected, present } = options;
    super(
      `Header 'if-match' is '${expected}', but the present version of ${what} is ${present}: read it again and repeat your change`,
    );
  }
}
