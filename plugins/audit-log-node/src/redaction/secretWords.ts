/** Words that make a name the name of a secret wherever they stand in it. */
export const secretWords = new Set([
  ...['password', 'passwords', 'passwd', 'passphrase', 'passcode', 'pwd'],
  ...['mnemonic', 'secret', 'secrets', 'token', 'tokens'],
  ...['credential', 'credentials', 'cred', 'creds', 'authorization'],
  ...['cookie', 'cookies', 'signature', 'sig', 'jwt', 'bearer', 'otp', 'totp'],
  ...['assertion', 'csrf', 'xsrf', 'nonce', 'verifier'],
  ...['apikey', 'accesskey', 'accountkey', 'privatekey', 'secretkey'],
  ...['sharedkey', 'connectionstring', 'kubeconfig', 'dockerconfigjson'],
  ...['dockercfg', 'htpasswd', 'netrc', 'pgpass', 'keystore'],
  ...['sessionid', 'jsessionid', 'phpsessid', 'sessid'],
  // What is nobody's business, though it opens nothing.
  ...['ssn', 'iban', 'cvv', 'cvc'],
  // The same in other languages of people who write templates.
  ...['passwort', 'kennwort', 'geheimnis', 'zugangsdaten', 'motdepasse'],
  ...['contraseña', 'contrasena', 'senha', 'wachtwoord', 'lösenord'],
  ...['losenord', 'hasło', 'haslo', 'heslo', 'salasana', 'adgangskode'],
  ...['passord', 'parool', 'şifre', 'sifre', 'jelszó', 'jelszo'],
  ...['geslo', 'lozinka', 'пароль', 'κωδικός', '密码', '密碼', 'パスワード'],
  ...['비밀번호'],
]);

/** Words that name a secret where they end a name: `dbPass`, not `passThrough`. */
export const secretLastWords = new Set([
  ...['pass', 'pw', 'pin', 'salt', 'sas', 'dsn', 'mdp', 'clave', 'parola'],
  'passe',
]);

/** Neighbouring words that name a secret together: `api_key`, `accountKey`. */
export const secretPairs = new Set([
  ...['api', 'access', 'account', 'private', 'secret', 'shared', 'master'].map(
    word => `${word} key`,
  ),
  ...['encryption', 'decryption', 'signing', 'ssh', 'storage', 'session'].map(
    word => `${word} key`,
  ),
  ...['auth', 'hmac', 'deploy', 'license', 'activation', 'subscription'].map(
    word => `${word} key`,
  ),
  ...['function', 'functions', 'host', 'server', 'client', 'root', 'rsa'].map(
    word => `${word} key`,
  ),
  ...['tls', 'ssl', 'pgp', 'gpg', 'aes', 'webhook', 'service'].map(
    word => `${word} key`,
  ),
  ...['auth', 'authorization', 'device', 'user', 'mfa', 'otp', '2fa'].map(
    word => `${word} code`,
  ),
  ...['verification', 'recovery', 'backup', 'security', 'sms', 'login'].map(
    word => `${word} code`,
  ),
  ...['verification', 'recovery', 'backup'].map(word => `${word} codes`),
  ...['database', 'db', 'postgres', 'postgresql', 'mysql', 'mongo'].map(
    word => `${word} url`,
  ),
  ...['mongodb', 'redis', 'amqp', 'rabbitmq', 'jdbc', 'broker'].map(
    word => `${word} url`,
  ),
  ...['database', 'db', 'mongo', 'mongodb', 'redis'].map(word => `${word} uri`),
  ...['webhook url', 'signed url', 'presigned url', 'sas url', 'hook url'],
  ...['connection string', 'session id', 'secret id', 'key data', 'key pem'],
  ...['pass word', 'pass phrase', 'seed phrase', 'recovery phrase', 'otp seed'],
  ...['pin code', 'pass code', 'time code', 'access code'],
  ...['mot de', 'card number', 'credit card', 'social security'],
  ...['passport number', 'account number'],
]);

/**
 * Words that name a secret where they end a name, unless its value is made of
 * words: `auth` of a Docker configuration against `auth: oidc`.
 */
export const perhapsSecretWords = new Set(['auth', 'session', 'pat', 'sid']);

/**
 * Last words that turn a secret's name into the name of something about it:
 * `tokenType`, `secret_name`, `passwordPolicy`, `access_key_id`.
 */
export const harmlessEndings = new Set([
  ...['type', 'types', 'name', 'names', 'ref', 'refs', 'count', 'counts'],
  ...['limit', 'length', 'size', 'bytes', 'rate', 'max', 'min', 'strength'],
  ...['policy', 'enabled', 'disabled', 'required', 'requested', 'changed'],
  ...['updated', 'created', 'rotated', 'rotation', 'expired', 'revoked'],
  ...['valid', 'invalid', 'present', 'missing', 'set', 'consent', 'banner'],
  ...['format', 'algorithm', 'alg', 'version', 'endpoint', 'uri', 'url'],
  ...['expiry', 'expires', 'expiration', 'ttl', 'age', 'timeout', 'lifetime'],
  ...['duration', 'seconds', 'minutes', 'hours', 'days', 'scope', 'scopes'],
  ...['method', 'methods', 'prefix', 'status', 'state', 'usage', 'used'],
  ...['remaining', 'budget', 'id', 'ids', 'at', 'in', 'file', 'files', 'path'],
  ...['folder', 'directory', 'domain', 'provider', 'source', 'store', 'kind'],
  ...['mode', 'strategy', 'hint', 'label', 'title', 'description', 'reason'],
  ...['error', 'errors', 'message', 'issuer', 'audience', 'owner', 'manager'],
  ...['service', 'services', 'operator', 'controller', 'generator'],
  ...['validator', 'rotator', 'reader', 'handler', 'factory'],
]);

/**
 * What is no secret whatever its name says: decisions, states and absent
 * values.
 */
const HARMLESS_VALUE =
  /^(?:none|null|nil|undefined|unset|empty|n\/a|true|false|yes|no|on|off|allow(?:ed)?|deny|denied|accept(?:ed)?|reject(?:ed)?|grant(?:ed)?|refused?|rotated?|renewed|refreshed|revoked|expired|missing|invalid|valid|wrong|incorrect|required|optional|present|absent|hidden|masked|changed|unchanged|created|updated|deleted|removed|issued|enabled|disabled|succeeded|failed|unknown|unavailable|not|is|was|and|or|for|\*+|<[a-z -]{1,32}>)$/i;

export function isHarmlessValue(value: string): boolean {
  return value.length <= 40 && HARMLESS_VALUE.test(value.trim());
}
