import { JsonObject } from '@backstage/types';
import { ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { AddressInfo } from 'node:net';

/** A mail server that keeps what it is sent. */
export async function startMailServer() {
  const mails: ParsedMail[] = [];
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
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    port,
    stop: () => new Promise<void>(resolve => server.close(resolve)),
  };
}

/** Lets a portal send its notifications by that server. */
export function mailConfig(port: number): JsonObject {
  return {
    app: { baseUrl: 'https://portal.example.org' },
    notifications: {
      processors: {
        email: {
          sender: 'portal@example.org',
          transportConfig: {
            transport: 'smtp',
            hostname: '127.0.0.1',
            port,
            secure: false,
          },
        },
      },
    },
  };
}

export function recipientsOf({ to }: ParsedMail): (string | undefined)[] {
  return [to].flat().map(address => address?.text);
}
