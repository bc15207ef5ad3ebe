import { connect } from 'node:net';

/**
 * Sends a request whose target is no URL that `fetch` would send as it is.
 * Gives the status of the answer; undefined where the connection just ends.
 */
export async function rawRequest(options: {
  port: number;
  method?: string;
  target: string;
  headers?: Record<string, string>;
  body?: string;
}): Promise<number | undefined> {
  const { port, method = 'GET', target, headers = {}, body = '' } = options;
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(
      [
        `${method} ${target} HTTP/1.1`,
        'Host: portal.example',
        'Connection: close',
        `Content-Length: ${Buffer.byteLength(body)}`,
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        '',
        body,
      ].join('\r\n'),
      'latin1',
    );
    const answer = Buffer.concat(await socket.toArray()).toString('latin1');
    const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
    return status === undefined ? undefined : Number(status);
  } finally {
    socket.destroy();
  }
}
