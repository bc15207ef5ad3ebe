/**
 * Names of fields that hold secrets, as the last words of a key, in lower
 * case and without separators: `clientSecret`, `x-api-key`, `DB_PASSWORD`.
 */
const secretNames = [
  'accesskey',
  'accesskeyid',
  'apikey',
  'auth',
  'authorization',
  'bearer',
  'cookie',
  'cookies',
  'credential',
  'credentials',
  'jwt',
  'otp',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'pin',
  'privatekey',
  'pwd',
  'secret',
  'secretkey',
  'secrets',
  'sessionid',
  'signature',
  'signingkey',
  'sshkey',
  'token',
  'tokens',
];

const secretNameSet = new Set(secretNames);
const LONGEST_NAME_IN_WORDS = 3;
const CACHE_SIZE = 2000;

const known = new Map<string, boolean>();

/** Whether a field of this name is expected to hold a secret. */
export function isSecretKey(key: string): boolean {
  let result = known.get(key);
  if (result === undefined) {
    result = endsWithSecretName(key);
    if (known.size >= CACHE_SIZE) {
      known.clear();
    }
    known.set(key, result);
  }
  return result;
}

function endsWithSecretName(key: string): boolean {
  const words = key
    .slice(-128)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let ending = '';
  for (const word of words.slice(-LONGEST_NAME_IN_WORDS).reverse()) {
    ending = word + ending;
    if (secretNameSet.has(ending)) {
      return true;
    }
  }
  return false;
}
