import { InputError } from '@backstage/errors';
import express, { Request, Response } from 'express';

const DEFAULT_MAX_BYTES = 100 * 1024;

/** The body is larger than the route takes; answers 413. */
export class BodyTooLargeError extends InputError {
  readonly statusCode = 413;
}

/**
 * Reads the body of a request as JSON. Called after authorization, so that
 * nobody else can make the server read megabytes.
 *
 * @throws InputError where it isn't JSON, BodyTooLargeError where it is too large.
 */
export async function readBody(
  request: Request,
  response: Response,
  maxBytes = DEFAULT_MAX_BYTES,
): Promise<unknown> {
  const type = request.headers['content-type'];
  const isEmpty =
    request.headers['transfer-encoding'] === undefined &&
    Number(request.headers['content-length'] ?? 0) === 0;
  if (isEmpty) {
    return {};
  }
  if (!request.is('application/json')) {
    throw new InputError(
      `Header 'content-type' is '${type ?? ''}': expected 'application/json'`,
    );
  }
  const parse = express.json({ limit: maxBytes, strict: false });
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error?: unknown) =>
      error ? reject(explain(error, maxBytes)) : resolve(),
    );
  });
  return request.body;
}

function explain(error: unknown, maxBytes: number): Error {
  const { type, message } = error as { type?: string; message?: string };
  if (type === 'entity.too.large') {
    return new BodyTooLargeError(
      `The body is too large: expected at most ${maxBytes} bytes`,
    );
  }
  if (type === 'request.aborted') {
    return new InputError(
      'The request was aborted while its body was read',
      error as Error,
    );
  }
  return new InputError(
    `The body could not be read (${message ?? type}): expected JSON in UTF-8`,
  );
}
