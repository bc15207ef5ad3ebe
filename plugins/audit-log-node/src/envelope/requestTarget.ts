import express from 'express';

/**
 * The path and the query of a request's target, as express reads them: it
 * routes by this path, which isn't always the text before the `?`. Clients of
 * a proxy write `http://portal.example/api/...`, and a `#` ends both.
 */
export function readTarget(target: string): { path: string; query: string } {
  const [, query = ''] = /^[^?#]*\?([^#]*)/.exec(target) ?? [];
  return { path: pathOf(target), query };
}

function pathOf(target: string): string {
  try {
    const request: express.Request = Object.create(express.request);
    request.url = target;
    return request.path ?? '';
  } catch {
    // No router reads it, either.
    return target.split(/[?#]/, 1)[0];
  }
}
