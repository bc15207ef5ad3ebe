/** Words that make a name the name of a secret wherever they stand in it. */
const secretWords = new Set([
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'secrets',
  'token',
  'tokens',
  'credential',
  'credentials',
  'authorization',
  'cookie',
  'cookies',
  'signature',
  'sig',
  'jwt',
  'bearer',
  'otp',
  'totp',
  'assertion',
  'apikey',
  'accesskey',
  'accountkey',
  'privatekey',
  'secretkey',
  'sharedkey',
  'connectionstring',
  'csrf',
  'xsrf',
  'nonce',
  'verifier',
]);

/** Neighbouring words that name a secret together: `api_key`, `accountKey`. */
const secretPairs = new Set([
  'api key',
  'access key',
  'account key',
  'private key',
  'secret key',
  'shared key',
  'master key',
  'encryption key',
  'signing key',
  'ssh key',
  'storage key',
  'connection string',
  'session id',
  'session key',
  'auth key',
  'auth code',
  'authorization code',
  'device code',
  'user code',
  'webhook url',
  'pass word',
  'pass phrase',
]);

/**
 * Last words that turn a secret's name into the name of something about it:
 * `tokenType`, `secret_name`, `passwordPolicy`, `access_key_id`.
 */
const harmlessEndings = new Set([
  'type',
  'types',
  'name',
  'names',
  'ref',
  'refs',
  'count',
  'counts',
  'limit',
  'length',
  'policy',
  'enabled',
  'disabled',
  'required',
  'format',
  'algorithm',
  'alg',
  'version',
  'endpoint',
  'uri',
  'url',
  'expiry',
  'expires',
  'expiration',
  'ttl',
  'age',
  'scope',
  'scopes',
  'method',
  'methods',
  'prefix',
  'status',
  'usage',
  'id',
  'at',
  'in',
]);

const REMEMBERED_NAMES = 4096;
const LONGEST_NAME = 128;

/** Parts of a name: `X-Api_keyID` → `x api key id`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(word => word !== '');
}

function decide(name: string): boolean {
  const words = wordsOf(name);
  const last = words[words.length - 1];
  for (let i = 0; i < words.length; i++) {
    const pair = `${words[i]} ${words[i + 1]}`;
    if (secretPairs.has(pair)) {
      return i + 2 === words.length || !harmlessEndings.has(last);
    }
    if (isSecretWord(words[i])) {
      return i + 1 === words.length || !harmlessEndings.has(last);
    }
  }
  return false;
}

function isSecretWord(word: string): boolean {
  return (
    secretWords.has(word) ||
    // Names written without any separator: `dbpassword`, `clientsecret`.
    (word.length > 8 &&
      /(?:password|passwd|passphrase|secret|apikey|accesskey|privatekey|token)$/.test(
        word,
      ))
  );
}

/**
 * Tells names of secrets (`client_secret`, `X-Api-Key`, `dbPassword`) from
 * other names, and remembers what it decided.
 */
export class SecretNames {
  readonly #extra: Set<string>;
  readonly #decided = new Map<string, boolean>();

  /** `extra`: further names, compared without case or separators. */
  constructor(extra: string[] = []) {
    this.#extra = new Set(extra.map(name => wordsOf(name).join('')));
  }

  has(name: string): boolean {
    if (name.length > LONGEST_NAME) {
      return this.#decide(name.slice(-LONGEST_NAME));
    }
    let secret = this.#decided.get(name);
    if (secret === undefined) {
      secret = this.#decide(name);
      if (this.#decided.size >= REMEMBERED_NAMES) {
        this.#decided.clear();
      }
      this.#decided.set(name, secret);
    }
    return secret;
  }

  #decide(name: string): boolean {
    return (
      decide(name) ||
      (this.#extra.size > 0 && this.#extra.has(wordsOf(name).join('')))
    );
  }
}

/** The names that ship with the audit log. */
export const builtInNames = new SecretNames();

/** Whether a field of this name is expected to hold a secret. */
export function isSecretKey(name: string): boolean {
  return builtInNames.has(name);
}
