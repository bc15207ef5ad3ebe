import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';

/** Without an answer for so long there is none. */
const ANSWER_DEADLINE_MS = 120_000;
/** Backstage leaves upgrades that nobody takes without an answer. */
const UPGRADE_PATIENCE_MS = 250;

/**
 * Sends requests to one portal, as any client could.
 */
export class Sender {
  #url;
  #agent;

  constructor({ url, callers }) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: callers });
  }

  /**
   * @param request - as planned and filled, with the caller's `token`
   * @returns `{ status }` of an answer, else `{ end }`: `left` where the
   * request is not to wait for one, `cut` where the portal closed the
   * connection, `refused` where no client can send it, `none` where nothing
   * came
   */
  send(request) {
    if (request.ending === 'upgrade') {
      return this.#sendRaw(request, UPGRADE_PATIENCE_MS);
    }
    if (request.ending !== 'answer') {
      return this.#sendRaw(request, request.hangUpAfterMs);
    }
    return this.#ask(request);
  }

  close() {
    this.#agent.destroy();
  }

  #headers({ headers, lateHeaders, token, body }) {
    return [
      ['host', this.#url.host],
      ...headers,
      ...(token ? [['authorization', `Bearer ${token}`]] : []),
      ...lateHeaders,
      ...(body === undefined
        ? []
        : [['content-length', String(Buffer.byteLength(body))]]),
    ];
  }

  #ask(request) {
    return new Promise(resolve => {
      let sent;
      try {
        sent = httpRequest({
          agent: this.#agent,
          hostname: this.#url.hostname,
          port: this.#url.port,
          method: request.method,
          path: request.path,
          headers: this.#headers(request).flat(),
        });
      } catch (error) {
        resolve({ end: 'refused', message: error.message });
        return;
      }
      const timer = setTimeout(() => {
        resolve({ end: 'none' });
        sent.destroy();
      }, ANSWER_DEADLINE_MS);
      const over = answer => {
        clearTimeout(timer);
        resolve(answer);
      };
      sent.once('response', response => {
        const { statusCode: status } = response;
        response.once('close', () => over({ status }));
        response.resume();
      });
      sent.once('error', () => over({ end: 'cut' }));
      sent.end(request.body);
    });
  }

  /** On a connection of its own, which is closed after a while. */
  #sendRaw(request, patienceMs) {
    const { method, path, body = '', ending } = request;
    const head = [
      `${method} ${path} HTTP/1.1`,
      ...this.#headers(request).map(header => header.join(': ')),
      '',
      '',
    ].join('\r\n');
    const whole = Buffer.concat([
      Buffer.from(head, 'latin1'),
      Buffer.from(body),
    ]);
    const cut = ending === 'half a body' ? Math.ceil(body.length / 2) : 0;
    return new Promise(resolve => {
      const socket = connect({
        host: this.#url.hostname,
        port: Number(this.#url.port),
      });
      const leave = () => {
        resolve({ end: 'left' });
        socket.destroy();
      };
      socket.once('connect', () => {
        socket.write(whole.subarray(0, whole.length - cut), () =>
          setTimeout(leave, patienceMs),
        );
      });
      socket.on('data', chunk => {
        const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(chunk) ?? [];
        if (status) {
          resolve({ status: Number(status) });
        }
      });
      socket.once('error', () => resolve({ end: 'cut' }));
      socket.once('close', () => resolve({ end: 'cut' }));
    });
  }
}
