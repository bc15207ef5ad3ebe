import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of the loopback interface that is free now. */
export async function freePort() {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether somebody listens on this port already. */
export async function isPortTaken(port) {
  const server = createServer();
  const taken = new Promise(resolve => {
    server.once('error', error => resolve(error.code === 'EADDRINUSE'));
    server.once('listening', () => server.close(() => resolve(false)));
  });
  server.listen(port, 'localhost');
  return taken;
}
