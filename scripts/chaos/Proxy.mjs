import { connect, createServer } from 'node:net';

/**
 * Stands between a backend and what it talks to, and can behave like a bad
 * network: break connections, refuse new ones, or let them hang.
 */
export class Proxy {
  #server;
  #target;
  #pairs = new Set();
  #isRefusing = false;
  #isHanging = false;

  static async start(target) {
    const proxy = new Proxy(target);
    await new Promise((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(target.proxyPort ?? 0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  constructor(target) {
    this.#target = target;
    this.#server = createServer(client => this.#accept(client));
  }

  get port() {
    return this.#server.address().port;
  }

  /** Breaks every connection. */
  cut() {
    for (const [client, server] of this.#pairs) {
      client.destroy();
      server.destroy();
    }
    this.#pairs.clear();
  }

  refuse(isRefusing) {
    this.#isRefusing = isRefusing;
    if (isRefusing) {
      this.cut();
    }
  }

  /** Bytes stop, connections stay. */
  hang(isHanging) {
    this.#isHanging = isHanging;
    for (const pair of this.#pairs) {
      this.#apply(pair);
    }
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #accept(client) {
    if (this.#isRefusing) {
      client.destroy();
      return;
    }
    const server = connect(this.#target.port, '127.0.0.1');
    const pair = [client, server];
    this.#pairs.add(pair);
    const end = () => {
      client.destroy();
      server.destroy();
      this.#pairs.delete(pair);
    };
    for (const socket of pair) {
      socket.on('error', end);
      socket.on('close', end);
    }
    client.on('data', chunk => server.write(chunk));
    server.on('data', chunk => client.write(chunk));
    this.#apply(pair);
  }

  #apply(pair) {
    for (const socket of pair) {
      if (this.#isHanging) {
        socket.pause();
      } else {
        socket.resume();
      }
    }
  }
}
