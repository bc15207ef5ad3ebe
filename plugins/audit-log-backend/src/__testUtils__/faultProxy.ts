import {
  IncomingMessage,
  ServerResponse,
  createServer,
  request as forward,
} from 'node:http';
import { AddressInfo } from 'node:net';

/**
 * What the proxy does to a request, once per kind of request.
 *
 * `reset`: the connection ends before the server sees anything. `cut`: it ends
 * in the middle of the body. `lost`: the server has done what was asked, and
 * its answer doesn't arrive.
 */
export const faults = [
  'reset',
  'status-500',
  'status-503',
  'status-429',
  'slow',
  'cut',
  'lost',
] as const;

export type Fault = (typeof faults)[number];

export interface FaultProxy {
  port: number;
  /** The kinds of request that met the fault. */
  met(): string[];
  stop(): Promise<void>;
}

const slowMs = 400;

/** A request without what is unique to it. */
function kindOf(request: IncomingMessage): string {
  const url = new URL(request.url ?? '/', 'http://proxy');
  const names = [...url.searchParams.keys()].sort();
  const part = url.searchParams.get('partNumber');
  const range = request.headers['content-range']?.replace(/\d+/g, 'n');
  return [request.method, ...names, part === '1' ? 'first' : '', range ?? '']
    .filter(Boolean)
    .join(' ');
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: URL,
  deliver: boolean,
): Promise<void> {
  await new Promise<void>(resolve => {
    const onward = forward(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        // The signature covers the host that the client saw.
        headers: incoming.headers,
      },
      answer => {
        if (deliver) {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        } else {
          answer.resume();
        }
        answer.once('close', resolve);
      },
    );
    onward.once('error', () => {
      incoming.destroy();
      resolve();
    });
    incoming.pipe(onward);
  });
  if (!deliver) {
    incoming.socket.destroy();
  }
}

/** Stands before a server and does one thing wrong per kind of request. */
export async function startFaultProxy(
  targetUrl: string,
  fault: Fault,
): Promise<FaultProxy> {
  const target = new URL(targetUrl);
  const seen = new Set<string>();

  const server = createServer(async (incoming, outgoing) => {
    const kind = kindOf(incoming);
    const isFirst = !seen.has(kind);
    seen.add(kind);
    if (!isFirst) {
      await pass(incoming, outgoing, target, true);
      return;
    }
    const status = /^status-(\d+)$/.exec(fault)?.[1];
    if (status) {
      incoming.resume();
      await new Promise(resolve => incoming.once('end', resolve));
      outgoing.writeHead(Number(status), {
        ...(status === '503' && { 'retry-after': '1' }),
      });
      outgoing.end();
    } else if (fault === 'reset') {
      incoming.socket.destroy();
    } else if (fault === 'cut') {
      const half = Number(incoming.headers['content-length'] ?? 0) / 2;
      let size = 0;
      incoming.on('data', chunk => {
        size += chunk.length;
        if (size >= half) {
          incoming.socket.destroy();
        }
      });
      incoming.once('end', () => incoming.socket.destroy());
    } else if (fault === 'lost') {
      await pass(incoming, outgoing, target, false);
    } else {
      await new Promise(resolve => setTimeout(resolve, slowMs));
      await pass(incoming, outgoing, target, true);
    }
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    met: () => [...seen],
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
