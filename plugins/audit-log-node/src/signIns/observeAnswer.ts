import { Response } from 'express';

/** No answer of the auth plugin that matters is longer. */
const LONGEST_BODY = 256 * 1024;

/** How a request was answered. */
export interface Answer {
  /** Undefined where the client went away before. */
  status: number | undefined;
  body: string | undefined;
}

/**
 * Calls `onAnswered` exactly once, when the answer is complete or the client
 * has gone away; and `onAnswering` before the client can have all of it. What
 * is sent to the client stays as it is.
 */
export function observeAnswer(
  response: Response,
  onAnswered: (answer: Answer) => void,
  onAnswering: (answer: Answer) => void = () => {},
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const keep = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
      const bytes =
        typeof chunk === 'string'
          ? Buffer.from(chunk, encodingOf(encoding))
          : Buffer.from(chunk);
      length += bytes.length;
      if (length <= LONGEST_BODY) {
        chunks.push(bytes);
      }
    }
  };
  const body = () =>
    length <= LONGEST_BODY ? Buffer.concat(chunks).toString() : undefined;
  const { write, end } = response;
  response.write = function observedWrite(...args: unknown[]) {
    keep(args[0], args[1]);
    return write.apply(response, args as Parameters<typeof write>);
  } as typeof write;
  response.end = function observedEnd(...args: unknown[]) {
    keep(args[0], args[1]);
    onAnswering({ status: response.statusCode, body: body() });
    return end.apply(response, args as unknown as Parameters<typeof end>);
  } as typeof end;

  let isAnswered = false;
  const answered = () => {
    if (isAnswered) {
      return;
    }
    isAnswered = true;
    onAnswered({
      status: response.writableEnded ? response.statusCode : undefined,
      body: body(),
    });
  };
  response.once('finish', answered);
  response.once('close', answered);
}

function encodingOf(encoding: unknown): BufferEncoding {
  return typeof encoding === 'string' && Buffer.isEncoding(encoding)
    ? encoding
    : 'utf8';
}
