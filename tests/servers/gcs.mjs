import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32c } from './crc32c.mjs';
import { ProtocolError, authenticate, makeAccount } from './gcsAccounts.mjs';

/** A stub in this process: nothing is missing. */
export function missing() {
  return undefined;
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The parts of a multipart/related body, without their headers. */
function readRelated(body, contentType) {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  const parts = [];
  let at = body.indexOf(`--${boundary}`);
  for (;;) {
    const start = body.indexOf('\r\n\r\n', at) + 4;
    const end = body.indexOf(`\r\n--${boundary}`, start);
    if (start < 4 || end < 0) {
      return parts;
    }
    parts.push(body.subarray(start, end));
    at = end + 2;
  }
}

function describe(bucket, name, object) {
  return {
    kind: 'storage#object',
    bucket,
    name,
    generation: object.generation,
    size: String(object.content.length),
    contentType: object.metadata.contentType,
    metadata: object.metadata.metadata,
    md5Hash: createHash('md5').update(object.content).digest('base64'),
    crc32c: crc32c(object.content),
  };
}

/**
 * The part of Google Cloud Storage's JSON API that its client uses: resumable
 * uploads with preconditions, downloads, metadata, listings, deletions. It
 * verifies the signature of every request's token, and answers with Google's
 * codes. It keeps everything in memory.
 */
export async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'audit-log-gcs-'));
  const [writer, stranger, unknown] = await Promise.all(
    ['writer', 'stranger', 'unknown'].map(name => makeAccount(folder, name)),
  );
  const accounts = [writer, stranger];
  const bucket = 'audit-log-test';
  const objects = new Map();
  const sessions = new Map();
  let generation = 1;

  const refuseExisting = (name, condition) => {
    if (condition === '0' && objects.has(name)) {
      throw new ProtocolError(
        412,
        'conditionNotMet',
        'At least one of the pre-conditions you specified did not hold.',
      );
    }
  };
  const save = (name, condition, metadata, content) => {
    refuseExisting(name, condition);
    const object = { metadata, content, generation: String(generation++) };
    objects.set(name, object);
    return describe(bucket, name, object);
  };

  const beginUpload = async (request, url, response) => {
    const name = url.searchParams.get('name');
    const condition = url.searchParams.get('ifGenerationMatch');
    if (url.searchParams.get('uploadType') === 'multipart') {
      const [metadata, content] = readRelated(
        await readBody(request),
        request.headers['content-type'],
      );
      return save(name, condition, JSON.parse(metadata), content);
    }
    if (url.searchParams.get('uploadType') !== 'resumable') {
      throw new ProtocolError(400, 'invalid', 'Unknown upload type');
    }
    refuseExisting(name, condition);
    const id = randomUUID();
    const metadata = JSON.parse((await readBody(request)).toString() || '{}');
    sessions.set(id, { name, condition, metadata, content: Buffer.alloc(0) });
    response.setHeader(
      'location',
      `http://${request.headers.host}/upload/storage/v1/b/${bucket}/o?uploadType=resumable&upload_id=${id}`,
    );
    return {};
  };

  const continueUpload = async (request, url, response) => {
    const session = sessions.get(url.searchParams.get('upload_id'));
    if (!session) {
      throw new ProtocolError(404, 'notFound', 'No such upload');
    }
    const range = /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*)$/.exec(
      request.headers['content-range'] ?? '',
    );
    if (!range) {
      throw new ProtocolError(400, 'badRequest', 'Invalid content-range');
    }
    const body = await readBody(request);
    if (session.result) {
      return session.result;
    }
    if (range[1] !== undefined) {
      const from = Number(range[1]);
      if (from > session.content.length) {
        throw new ProtocolError(503, 'backendError', 'A range is missing');
      }
      const last = range[2] === '*' ? from + body.length - 1 : Number(range[2]);
      if (last - from + 1 !== body.length) {
        throw new ProtocolError(
          400,
          'badRequest',
          'Length and content-range differ',
        );
      }
      const unfinished = range[3] === '*' && range[2] !== '*';
      if (unfinished && body.length % (256 * 1024) !== 0) {
        throw new ProtocolError(
          400,
          'badRequest',
          'Chunks must be multiples of 256 KiB',
        );
      }
      session.content = Buffer.concat([
        session.content.subarray(0, from),
        body,
      ]);
      if (!unfinished) {
        session.result = save(
          session.name,
          session.condition,
          session.metadata,
          session.content,
        );
        return session.result;
      }
    } else if (
      range[3] !== '*' &&
      Number(range[3]) === session.content.length
    ) {
      session.result = save(
        session.name,
        session.condition,
        session.metadata,
        session.content,
      );
      return session.result;
    }
    response.statusCode = 308;
    if (session.content.length > 0) {
      response.setHeader('range', `bytes=0-${session.content.length - 1}`);
    }
    return undefined;
  };

  const readObject = (name, url, response) => {
    const object = objects.get(name);
    if (!object) {
      throw new ProtocolError(
        404,
        'notFound',
        `No such object: ${bucket}/${name}`,
      );
    }
    if (url.searchParams.get('alt') !== 'media') {
      return describe(bucket, name, object);
    }
    response.setHeader('content-type', 'application/octet-stream');
    response.setHeader('x-goog-hash', `crc32c=${crc32c(object.content)}`);
    return object.content;
  };

  const list = url => {
    const prefix = url.searchParams.get('prefix') ?? '';
    const names = [...objects.keys()]
      .filter(name => name.startsWith(prefix))
      .sort();
    const from = Number(url.searchParams.get('pageToken') ?? 0);
    const size = 2;
    return {
      kind: 'storage#objects',
      items: names
        .slice(from, from + size)
        .map(name => describe(bucket, name, objects.get(name))),
      ...(from + size < names.length && { nextPageToken: String(from + size) }),
    };
  };

  const route = async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const account = authenticate(request.headers.authorization, accounts);
    const path =
      /^\/(upload\/)?storage\/v1\/b\/([^/]+)(?:\/o(?:\/(.+))?)?$/.exec(
        url.pathname,
      );
    if (!path) {
      throw new ProtocolError(404, 'notFound', 'Not Found');
    }
    if (path[2] !== bucket) {
      throw new ProtocolError(
        404,
        'notFound',
        'The specified bucket does not exist.',
      );
    }
    if (account !== writer) {
      throw new ProtocolError(
        403,
        'forbidden',
        `${account.email} does not have storage.objects access to the Google Cloud Storage bucket.`,
      );
    }
    const name = path[3] && decodeURIComponent(path[3]);
    if (path[1]) {
      return request.method === 'PUT'
        ? continueUpload(request, url, response)
        : beginUpload(request, url, response);
    }
    if (request.method === 'DELETE') {
      if (!objects.delete(name)) {
        throw new ProtocolError(
          404,
          'notFound',
          `No such object: ${bucket}/${name}`,
        );
      }
      response.statusCode = 204;
      return undefined;
    }
    return name ? readObject(name, url, response) : list(url);
  };

  const server = createServer(async (request, response) => {
    try {
      const answer = await route(request, response);
      if (Buffer.isBuffer(answer)) {
        response.end(answer);
      } else {
        response.setHeader('content-type', 'application/json');
        response.end(answer === undefined ? '' : JSON.stringify(answer));
      }
    } catch (error) {
      const { status = 500, reason = 'internalError', message } = error;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          error: {
            code: status,
            message,
            errors: [{ domain: 'global', reason, message }],
          },
        }),
      );
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://localhost:${server.address().port}`,
    bucket,
    universeDomain: 'localhost',
    keyFiles: {
      writer: writer.keyFile,
      stranger: stranger.keyFile,
      unknown: unknown.keyFile,
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
