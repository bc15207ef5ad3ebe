import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { generate } from 'selfsigned';

/** A request as it left this machine, as far as its sender knows. */
export interface EdgeRequest {
  /** Without the port. */
  host: string;
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface EdgeAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

export interface CloudEdge {
  /** For a process that shall believe that it reaches the clouds. */
  env: NodeJS.ProcessEnv;
  folder: string;
  requests: EdgeRequest[];
  stop(): Promise<void>;
}

/**
 * The internet, as a process sees it that goes through our proxy and trusts our
 * certificate: clients talk to the clouds' own addresses, as in production.
 * What `answer` leaves out is refused with 502.
 */
export async function startCloudEdge(options: {
  hosts: string[];
  answer: (request: EdgeRequest) => EdgeAnswer | undefined;
}): Promise<CloudEdge> {
  const { hosts, answer } = options;
  const folder = await mkdtemp(join(tmpdir(), 'audit-log-edge-'));
  const { cert, private: key } = generate(
    [{ name: 'commonName', value: hosts[0] }],
    {
      keySize: 2048,
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true },
        {
          name: 'subjectAltName',
          altNames: hosts.map(value => ({ type: 2, value })),
        },
      ],
    },
  );
  const certificate = join(folder, 'certificate.pem');
  await writeFile(certificate, cert);

  const requests: EdgeRequest[] = [];
  const handle = async (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ) => {
    let body = '';
    for await (const chunk of incoming) {
      body += chunk;
    }
    const url = new URL(
      incoming.url ?? '/',
      `https://${incoming.headers.host ?? 'nowhere'}`,
    );
    const { method = 'GET', headers } = incoming;
    const request = { host: url.hostname, method, url, headers, body };
    requests.push(request);
    const { status = 200, ...given } = answer(request) ?? { status: 502 };
    outgoing.writeHead(status, {
      ...(given.body !== undefined && { 'content-type': 'application/json' }),
      ...given.headers,
    });
    outgoing.end(given.body === undefined ? '' : JSON.stringify(given.body));
  };

  const secure = createSecureServer({ key, cert }, handle);
  const proxy = createServer(handle);
  await Promise.all([secure, proxy].map(listen));
  const tunnels = new Set<Duplex>();
  proxy.on('connect', (_, socket: Duplex) => {
    tunnels.add(socket);
    socket.once('close', () => tunnels.delete(socket));
    const onward = connect(portOf(secure), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  const address = `http://127.0.0.1:${portOf(proxy)}`;
  return {
    folder,
    requests,
    env: {
      PATH: process.env.PATH,
      // No credentials of whoever runs the test.
      HOME: folder,
      HTTP_PROXY: address,
      HTTPS_PROXY: address,
      NODE_EXTRA_CA_CERTS: certificate,
    },
    stop: async () => {
      tunnels.forEach(socket => socket.destroy());
      secure.closeAllConnections();
      proxy.closeAllConnections();
      await Promise.all(
        [secure, proxy].map(
          server => new Promise(resolve => server.close(resolve)),
        ),
      );
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listen(server: Pick<Server, 'listen'>): Promise<void> {
  return new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port;
}
