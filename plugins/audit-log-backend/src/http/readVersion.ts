import { InputError } from '@backstage/errors';
import { Request } from 'express';

/** A change that says which version it is about is expected; answers 428. */
export class VersionMissingError extends InputError {
  readonly statusCode = 428;
}

/**
 * The version in the header `If-Match`, as `"5"` or `5`.
 *
 * @throws VersionMissingError where the header is missing.
 */
export function readVersion(request: Request): number {
  const header = request.headers['if-match'];
  if (!header) {
    throw new VersionMissingError(
      "Header 'if-match' is missing: expected the version that you read",
    );
  }
  const [, version] = header.match(/^(?:W\/)?"?(\d{1,9})"?$/) ?? [];
  if (!version) {
    throw new InputError(
      `Header 'if-match' is '${header.slice(
        0,
        64,
      )}': expected the version that you read, such as '"5"'`,
    );
  }
  return Number(version);
}
