import express, { Request, Response } from 'express';
import { once } from 'node:events';
import { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Ending, onceOver } from './onceOver';

type Leave = (socket: Socket) => void;

const hangUp: Leave = socket => socket.destroy();
const reset: Leave = socket => socket.resetAndDestroy();
const close: Leave = socket => socket.end();
const stay: Leave = () => {};

/** How a request ends that `handle` answers and whose caller leaves. */
async function endingOf(
  handle: (request: Request, response: Response) => void,
  leave: Leave,
  body = '',
): Promise<Ending> {
  const app = express();
  const caller = new Socket();
  const ended = new Promise<Ending>(resolve => {
    app.use((request, response) => {
      onceOver(request, response, resolve);
      request.on('error', () => {});
      response.on('error', () => {});
      handle(request, response);
      setImmediate(() => leave(caller));
    });
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  caller.connect((server.address() as AddressInfo).port, '127.0.0.1');
  caller.on('error', () => {});
  caller.resume();
  caller.write(
    `PUT /x HTTP/1.1\r\nhost: x\r\n${
      body && 'content-length: 100\r\n'
    }\r\n${body}`,
  );
  try {
    return await ended;
  } finally {
    caller.destroy();
    server.closeAllConnections();
    server.close();
  }
}

const begin = (_: Request, response: Response) => void response.write('one');
const nothing = () => {};

describe('onceOver', () => {
  it.each([
    ['hangs up before the answer', nothing, hangUp, ''],
    ['resets the connection before the answer', nothing, reset, ''],
    ['closes its half of the connection', nothing, close, ''],
    ['hangs up amid the answer', begin, hangUp, ''],
    ['resets the connection amid the answer', begin, reset, ''],
    [
      'hangs up amid its own body',
      (request: Request) => void request.resume(),
      hangUp,
      'abc',
    ],
    [
      'resets the connection amid its own body',
      (request: Request) => void request.resume(),
      reset,
      'abc',
    ],
  ])('tells a caller who %s', async (_, handle, leave, body) => {
    expect(await endingOf(handle, leave, body)).toBe('left');
  });

  it.each([
    [
      'destroys its answer',
      (_: Request, response: Response) => void response.destroy(),
    ],
    [
      'destroys its answer with an error',
      (_: Request, response: Response) => void response.destroy(new Error('x')),
    ],
    [
      'destroys the connection',
      (request: Request) => void request.socket.destroy(),
    ],
    [
      'fails amid a stream',
      (_: Request, response: Response) => {
        const failing = async function* failing() {
          yield 'one';
          throw new Error('No more');
        };
        pipeline(Readable.from(failing()), response).catch(() => {});
      },
    ],
  ])('tells a handler that %s', async (_, handle) => {
    expect(await endingOf(handle, stay)).toBe('aborted');
  });

  it('tells an answer of failure that nobody waited for', async () => {
    const fail = (_: Request, response: Response) => {
      response.status(500).write('no');
    };
    expect(await endingOf(fail, hangUp)).toBe(500);
  });

  it('tells an answer that is complete, whoever left then', async () => {
    const answer = (_: Request, response: Response) => {
      response.json({});
    };
    expect(await endingOf(answer, hangUp)).toBe(200);
  });
});
