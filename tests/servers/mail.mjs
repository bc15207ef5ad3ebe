import { once } from 'node:events';
import { createRequire } from 'node:module';

// What the backend's tests use, too.
const require = createRequire(
  new URL('../../plugins/audit-log-backend/package.json', import.meta.url),
);

/** Starts a mail server that keeps what it is sent. */
export async function start() {
  const { SMTPServer } = require('smtp-server');
  const { simpleParser } = require('mailparser');
  const mails = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      simpleParser(stream).then(mail => {
        mails.push(mail);
        done();
      }, done);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: server.server.address().port,
    mails,
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}
