/** Longest of the words that names are made of: `internationalization`. */
const LONGEST_WORD = 20;
/** A run of one character is a placeholder, not a word. */
const RUN = /(.)\1{3}/;

const WORDS = [
  // service, Service, v2, team12
  /^[A-Za-z]?[a-z]*\d{0,4}$/,
  // PAYMENTS, S3, EC2
  /^[A-Z]+\d{0,4}$/,
  // 2026, 20261130, ids of tickets and of clouds' accounts
  /^\d{1,13}$/,
  // The pieces of a UUID, short hashes of commits
  /^[\da-f]{1,12}$/,
  // k8s, I18n, K8S, 3rd
  /^[A-Za-z]?[a-z]{0,2}\d{1,2}[a-z]*$/,
  /^[A-Z]{0,3}\d{1,2}[A-Z]*$/,
];
/** PaymentsGateway, myOAuth2Client */
const CAMEL_CASE =
  /^(?:[A-Z]?[a-z]{2,20}|[A-Z]{2,8})(?:[A-Z]{1,3}[a-z]{1,20})*(?:\d{1,4}(?:[A-Z]{1,3}[a-z]{1,20})*)?$/;
const LONGEST_CAMEL_CASE = 40;

function isWord(piece: string): boolean {
  if (RUN.test(piece)) {
    return false;
  }
  return (
    (piece.length <= LONGEST_WORD && WORDS.some(word => word.test(piece))) ||
    (piece.length <= LONGEST_CAMEL_CASE && CAMEL_CASE.test(piece))
  );
}

/**
 * Whether a text has parts that no word is like, as keys made by chance have
 * and names made by people don't: `billing-service-production` against
 * `Zx9pQ2vL7mT4kR8w`.
 *
 * @param least - characters that must be in such parts
 */
export function looksRandom(text: string, least: number): boolean {
  return oddCharacters(text, isWord) >= least;
}

/**
 * The same of a text that may have been lowered or raised on its way: case
 * tells nothing any more, so it counts whether anybody could speak the words.
 */
export function looksRandomInOneCase(text: string, least: number): boolean {
  return (
    oddCharacters(
      text.toLowerCase(),
      piece => isWord(piece) && isSpeakable(piece),
    ) >= least
  );
}

function oddCharacters(text: string, isFine: (piece: string) => boolean) {
  let odd = 0;
  for (const piece of text.split(/[^A-Za-z0-9]+/)) {
    odd += isFine(piece) ? 0 : piece.length;
  }
  return odd;
}

/** `mssql` and `https` are words as well: what is short may have any letters. */
const LONGEST_ABBREVIATION = 6;
const CONSONANTS = /[^aeiouy\d]{5}/i;
const LEAST_VOWELS = 1 / 5;

function isSpeakable(piece: string): boolean {
  const letters = piece.replace(/\d+$/, '');
  if (letters.length <= LONGEST_ABBREVIATION) {
    return true;
  }
  const vowels = letters.replace(/[^aeiouy]/gi, '').length;
  return !CONSONANTS.test(letters) && vowels >= letters.length * LEAST_VOWELS;
}

const LEAST_VOWELS_OF_LONG = 3 / 10;

/**
 * Whether what follows the beginning of a token is one long word in lower case,
 * as in `vcr_cassettesforintegrationtests`. Chance makes no such thing.
 */
export function isLongWord(text: string): boolean {
  const letters = /^[A-Za-z\d]{2,8}[_-]([a-z]{16,63})$/.exec(text)?.[1];
  return (
    letters !== undefined &&
    !RUN.test(letters) &&
    isSpeakable(letters) &&
    letters.replace(/[^aeiouy]/g, '').length >=
      letters.length * LEAST_VOWELS_OF_LONG
  );
}

/** Whether a text is made of words alone: `cookie`, `signed in by Ada`. */
export function isMadeOfWords(text: string): boolean {
  return (
    /^[\p{L}\p{M} ,.'/_-]*$/u.test(text) &&
    !text.split(/[^A-Za-z]+/).some(piece => !isWord(piece))
  );
}
