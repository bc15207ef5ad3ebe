import { isMadeOfWords, looksRandom } from './randomness';
import {
  harmlessEndings,
  isHarmlessValue,
  perhapsSecretWords,
  secretLastWords,
  secretPairs,
  secretWords,
} from './secretWords';

const REMEMBERED_NAMES = 4096;
const LONGEST_NAME = 128;

/** Parts of a name: `X-Api_keyID` → `x api key id`. */
export function wordsOf(name: string): string[] {
  return name
    .normalize('NFKC')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
}

type Meaning = 'secret' | 'perhaps' | 'random' | 'harmless';

function decide(name: string): Meaning {
  const words = wordsOf(name);
  const last = words[words.length - 1];
  for (let i = 0; i < words.length; i++) {
    const pair = `${words[i]} ${words[i + 1]}`;
    const length = secretPairs.has(pair) ? 2 : Number(isSecretWord(words[i]));
    if (length > 0) {
      return i + length === words.length || !harmlessEndings.has(last)
        ? 'secret'
        : 'harmless';
    }
  }
  if (secretLastWords.has(last)) {
    return 'secret';
  }
  if (perhapsSecretWords.has(last)) {
    return 'perhaps';
  }
  // `key` alone says nothing: of a bucket, a table, an issue, or an API.
  return words.length === 1 && last === 'key' ? 'random' : 'harmless';
}

/** Characters that are like no word, in the value of what may be anything. */
const LEAST_RANDOM = 12;

/** Names written without any separator: `dbpassword`, `clientsecret`. */
const ENDING =
  /(?:password|passwd|passphrase|passwort|secret|token|(?:api|access|private|secret|shared|master|signing|encryption|account|storage|hmac|deploy|license|auth)key)$/;
const SHORT_ENDING =
  /^(?:db|my|pg|root|admin|user|login|smtp|mail|ftp|ldap|ssh|sql|mysql|postgres|redis|mongo|proxy|vpn|wifi|svc|app|old|new)(?:pass|pw|pwd)$/;

function isSecretWord(word: string): boolean {
  return (
    secretWords.has(word) ||
    (word.length > 7 && ENDING.test(word)) ||
    SHORT_ENDING.test(word)
  );
}

/** Numbers of tokens are counts, as language models have them. */
function isCount(name: string, value: string): boolean {
  return /tokens["']?$/i.test(name) && /^\d{1,9}$/.test(value);
}

/**
 * Tells names of secrets (`client_secret`, `X-Api-Key`, `dbPassword`) from
 * other names, and remembers what it decided.
 */
export class SecretNames {
  readonly #extra: Set<string>;
  readonly #decided = new Map<string, Meaning>();

  /**
   * `extra`: further names, compared without case or separators, as a whole or
   * with more words before them: `vault-word` is `my_vaultWord` as well.
   */
  constructor(extra: string[] = []) {
    this.#extra = new Set(extra.map(name => wordsOf(name).join('')));
  }

  /** Whether what has this name is expected to be a secret. */
  has(name: string): boolean {
    return this.#meaningOf(name) === 'secret';
  }

  /** Whether it depends on a text under this name whether it is a secret. */
  mayHide(name: string): boolean {
    return this.#meaningOf(name) !== 'harmless';
  }

  /** Whether a text under this name is taken for a secret. */
  hides(name: string, value: string): boolean {
    switch (this.#meaningOf(name)) {
      case 'secret':
        return !isHarmlessValue(value) && !isCount(name, value);
      case 'perhaps':
        return !isMadeOfWords(value);
      case 'random':
        return !/[/:]/.test(value) && looksRandom(value, LEAST_RANDOM);
      default:
        return false;
    }
  }

  #meaningOf(name: string): Meaning {
    if (name.length > LONGEST_NAME) {
      return this.#decide(name.slice(-LONGEST_NAME));
    }
    let meaning = this.#decided.get(name);
    if (meaning === undefined) {
      meaning = this.#decide(name);
      if (this.#decided.size >= REMEMBERED_NAMES) {
        this.#decided.clear();
      }
      this.#decided.set(name, meaning);
    }
    return meaning;
  }

  #decide(name: string): Meaning {
    return this.#extra.size > 0 && this.#isExtra(wordsOf(name))
      ? 'secret'
      : decide(name);
  }

  #isExtra(words: string[]): boolean {
    return words.some((_, index) =>
      this.#extra.has(words.slice(index).join('')),
    );
  }
}

/** The names that ship with the audit log. */
export const builtInNames = new SecretNames();
