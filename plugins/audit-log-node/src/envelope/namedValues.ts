import { isMadeOfWords, isSecretKey, isSecretValue } from '../redaction';
import { memberOf } from './readable';

const nameKeys = spellings(
  ...['name', 'key', 'k', 'id', 'field', 'header', 'variable', 'var', 'env'],
  ...['param', 'parameter', 'option', 'property', 'setting', 'label'],
  // What a form says of a field, and Kubernetes of a manifest.
  ...['type', 'kind'],
);
const valueKeys = spellings(
  ...['value', 'values', 'val', 'v', 'content', 'data', 'default', 'current'],
  ...['defaultValue', 'default_value', 'text', 'input', 'answer'],
  'stringData',
);

/** Small, with a capital, and all of them: what JSON is written with. */
function spellings(...words: string[]): Set<string> {
  return new Set(
    words.flatMap(word => [
      word,
      word[0].toUpperCase() + word.slice(1),
      word.toUpperCase(),
    ]),
  );
}

/** What stands before a value on a command line, or is a header. */
const OPTION = /^-{1,2}([A-Za-z][\w-]{1,40})$/;
const HEADER = /^[A-Za-z][\w-]{1,63}$/;

/** Flags, counts and absent values under a secret's name tell no secret. */
export function isSecretMember(key: string, value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value !== '' && isSecretValue(key, value);
    case 'number':
      // Numbers of tokens are counts, as language models have them.
      return isSecretKey(key) && !/tokens$/i.test(key);
    case 'bigint':
    case 'object':
      return value !== null && isSecretKey(key);
    default:
      return false;
  }
}

/**
 * The keys of an object under which the secret is that another member of it
 * names: `value` of `{ name: 'DB_PASSWORD', value: '…' }`.
 */
export function secretValueKeys(source: object, keys: string[]): string[] {
  const names = keys
    .filter(key => nameKeys.has(key))
    .map(key => memberOf(source, key))
    .filter(name => typeof name === 'string');
  return names.length === 0
    ? []
    : keys
        .filter(key => valueKeys.has(key))
        .filter(key =>
          names.some(name => isSecretMember(name, memberOf(source, key))),
        );
}

/**
 * Whether the item before names an item as a secret: in pairs of a list
 * (`[['authorization', '…']]`), in headers one after the other, and in the
 * arguments of a command.
 */
export function isSecretItem(
  before: unknown,
  item: unknown,
  place: { index: number; length: number; isInList: boolean },
): boolean {
  if (typeof before !== 'string') {
    return false;
  }
  const option = OPTION.exec(before);
  if (option) {
    return typeof item === 'string' && isSecretMember(option[1], item);
  }
  if (place.index % 2 === 0 || !isSecretMember(before, item)) {
    return false;
  }
  // A list of names, such as of the fields that are required, is none of
  // headers.
  return place.isInList && place.length === 2
    ? true
    : place.length % 2 === 0 &&
        HEADER.test(before) &&
        !(typeof item === 'string' && isMadeOfWords(item));
}
