import { IncomingMessage, ServerResponse, createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** How a storage refuses a request, in S3's form. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
}

interface StoredBytes {
  content: Buffer;
  headers: Record<string, string>;
}

export interface S3Stub {
  origin: string;
  /** By path, bucket first. */
  objects: Map<string, StoredBytes>;
  /** Refuses every request while it is set. */
  refusal: Refusal | undefined;
  /** Refuses requests for objects with one of these words in their paths. */
  refusals: Map<string, Refusal>;
  /** Ids of the keys that requests were signed with. */
  accessKeys: Set<string>;
  /** Requests so far. */
  requests: number;
  stop(): Promise<void>;
}

/**
 * As much of S3 as small objects need, in this process. It checks no
 * signatures: what it is for is to refuse as no real server does on demand.
 */
export async function startS3Stub(): Promise<S3Stub> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stub: S3Stub = {
    origin: `http://127.0.0.1:${port}`,
    objects: new Map(),
    refusal: undefined,
    refusals: new Map(),
    accessKeys: new Set(),
    requests: 0,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  server.on('request', (request, response) => {
    void answer(stub, request, response);
  });
  return stub;
}

async function answer(
  stub: S3Stub,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  stub.requests += 1;
  const { authorization = '' } = request.headers;
  stub.accessKeys.add(/Credential=([^/]+)/.exec(authorization)?.[1] ?? 'none');
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const url = new URL(request.url!, stub.origin);
  const path = decodeURIComponent(url.pathname);
  const present = stub.objects.get(path);
  const refuse = ({ status, code, message, headers }: Refusal) =>
    response
      .writeHead(status, { 'content-type': 'application/xml', ...headers })
      .end(
        `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
      );
  const [, refused] =
    [...stub.refusals].find(([word]) => path.includes(word)) ?? [];
  const refusal = stub.refusal ?? refused;
  if (refusal) {
    refuse(refusal);
  } else if (url.searchParams.has('list-type')) {
    const prefix = `${path.replace(/\/$/, '')}/`;
    const contents = [...stub.objects]
      .map(([name, { content }]) => ({
        key: name.slice(prefix.length),
        size: content.length,
      }))
      .filter(({ key }) => key.startsWith(url.searchParams.get('prefix')!))
      .map(
        ({ key, size }) =>
          `<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`,
      );
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(`<ListBucketResult>${contents.join('')}</ListBucketResult>`);
  } else if (request.method === 'PUT' && present) {
    refuse({ status: 412, code: 'PreconditionFailed', message: 'It exists' });
  } else if (request.method === 'PUT') {
    const kept = Object.entries(request.headersDistinct)
      .filter(([name]) => name.startsWith('x-amz-meta-'))
      .map(([name, values]) => [name, values![0]]);
    stub.objects.set(path, {
      content: Buffer.concat(chunks),
      headers: Object.fromEntries(kept),
    });
    response.writeHead(200, { etag: '"etag"' }).end();
  } else if (request.method === 'DELETE') {
    stub.objects.delete(path);
    response.writeHead(204).end();
  } else if (present) {
    response
      .writeHead(200, {
        ...present.headers,
        'content-length': present.content.length,
      })
      .end(request.method === 'HEAD' ? undefined : present.content);
  } else {
    refuse({ status: 404, code: 'NoSuchKey', message: 'It is not there' });
  }
}
