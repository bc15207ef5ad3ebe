/**
 * What stands in place of a secret.
 *
 * @public
 */
export const REDACTED = '[redacted]';

/** Texts that are secrets by their form, whatever field they are in. */
const secretForms = [
  // JSON web tokens
  'eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*',
  // tokens with a vendor's prefix
  'gh[opsur]_\\w{20,}',
  'github_pat_\\w{20,}',
  'glpat-[\\w-]{16,}',
  'xox[abeoprs]-[\\w-]{10,}',
  '(?:AKIA|ASIA)[0-9A-Z]{16}',
  'AIza[\\w-]{35}',
  '[rs]k_(?:live|test)_\\w{16,}',
  'npm_\\w{30,}',
  'ya29\\.[\\w-]{20,}',
  'sk-[\\w-]{20,}',
  // private keys in PEM, also where the end was cut off
  '-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?',
];
const secretForm = new RegExp(secretForms.join('|'), 'g');

/** `Bearer x`, `password=x`, `"token": "x"` and `scheme://user:x@host`. */
const authorizationScheme = /\b(bearer|basic)(\s+)[\w.~+/=-]{8,}/gi;
const assignment =
  /\b((?:[\w-]*(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|authorization))["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&,;"')}\]]+)/gi;
const userInfo = /(\/\/[^\s/:@]{0,256}:)[^\s/@]{1,256}@/g;

/** One cheap look that tells most texts from those worth the full search. */
const suspicious =
  /eyJ|gh[opsur]_|github_pat_|glpat-|xox|AKIA|ASIA|AIza|_live_|_test_|npm_|ya29|sk-|PRIVATE KEY|bearer|basic|passw|passphrase|secret|token|key|authorization|:\/\/[^/]*@/i;

/** Replaces every secret that can be told by its form or by what precedes it. */
export function redactText(text: string): string {
  if (text.length < 8 || !suspicious.test(text)) {
    return text;
  }
  return text
    .replace(secretForm, REDACTED)
    .replace(authorizationScheme, `$1$2${REDACTED}`)
    .replace(assignment, (match, name: string, value: string) =>
      isHarmlessValue(value) ? match : `${name}${REDACTED}`,
    )
    .replace(userInfo, `$1${REDACTED}@`);
}

function isHarmlessValue(value: string): boolean {
  return (
    value.startsWith('[') || /^(?:bearer|basic|null|true|false)$/i.test(value)
  );
}
