import { createVerify, generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A failure in the words of Google's API. */
export class ProtocolError extends Error {
  constructor(status, reason, message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** A service account with a key file of its own. */
export async function makeAccount(folder, name) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const email = `${name}@audit-log.iam.gserviceaccount.com`;
  const keyFile = join(folder, `${name}.json`);
  await writeFile(
    keyFile,
    JSON.stringify({
      type: 'service_account',
      project_id: 'audit-log',
      private_key_id: name,
      private_key: privateKey,
      client_email: email,
      client_id: name,
      token_uri: 'https://oauth2.localhost/token',
      universe_domain: 'localhost',
    }),
  );
  return { name, email, publicKey, keyFile };
}

/** The account that signed the token of a request. */
export function authenticate(header, accounts) {
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(header ?? '');
  const account =
    token &&
    accounts.find(({ publicKey }) =>
      createVerify('RSA-SHA256')
        .update(`${token[1]}.${token[2]}`)
        .verify(publicKey, Buffer.from(token[3], 'base64url')),
    );
  const claims = account && JSON.parse(Buffer.from(token[2], 'base64url'));
  if (
    !claims ||
    claims.iss !== account.email ||
    claims.exp * 1000 < Date.now() ||
    claims.iat * 1000 > Date.now() + 60_000
  ) {
    throw new ProtocolError(401, 'authError', 'Invalid Credentials');
  }
  return account;
}
