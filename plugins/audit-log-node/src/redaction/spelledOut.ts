import { REDACTED } from './marks';
import { looksRandom } from './randomness';
import { isHarmlessValue } from './secretWords';
import { SecretNames } from './secretNames';
import { valueAfter } from './valueAfter';

const QUOTE = `\\\\{0,3}["']?`;
const GAP = '[ \\t\\r\\n]{0,16}';
const NAME = '([\\p{L}\\p{N}_.-]{1,64})';
const NAME_KEY =
  '(?:name|key|k|field|header|variable|var|env|param|parameter|option|property|setting|type)';
const VALUE_KEY =
  '(?:value|val|v|content|data|default|defaultValue|default_value|current|text)';

/** `"name": "DB_PASSWORD", "value": "…"`, in JSON, YAML and XML. */
const NAME_AND_VALUE = new RegExp(
  `(?<![\\w-])${NAME_KEY}${QUOTE}${GAP}[:=]${GAP}${QUOTE}${NAME}${QUOTE}` +
    `${GAP},?${GAP}${QUOTE}${VALUE_KEY}${QUOTE}${GAP}[:=]`,
  'giu',
);
/** The same the other way round, where quotes tell where the value ends. */
const VALUE_AND_NAME = new RegExp(
  `((?<![\\w-])${VALUE_KEY}${QUOTE}${GAP}[:=]${GAP}["'])([^"'\\r\\n]{1,4096})` +
    `(["']${GAP},?${GAP}${QUOTE}${NAME_KEY}${QUOTE}${GAP}[:=]${GAP}${QUOTE}${NAME})`,
  'giu',
);
/** `["authorization", "…"]`, as headers are listed. */
const TUPLE = new RegExp(`\\[${GAP}["']${NAME}["']${GAP},${GAP}(?=["'])`, 'gu');

/** `<password>…</password>` */
const ELEMENT =
  /<(?:[\w.-]{1,32}:)?([\w.-]{1,64})(\s[^<>]{0,256})?>([^<>]{1,4096})/g;

/** `the password is hunter2` */
const SAID =
  /(?<![\p{L}\p{N}_])(\p{L}[\p{L}_-]{1,31})( (?:is|was|ist|lautet|est|es|=)[ \t]{1,4})(["'`“]?)([^\s"'`”]{1,512})/gu;
const VERB = / (?:is|was|ist|lautet|est|es|=)[ \t]/;
const PASSWORD =
  /^(?:pass(?:word|phrase|code)?|passwd|pwd?|pin|\p{L}*(?:passwor[dt]|kennwort))$/iu;
/** What is said of a password, instead of the password. */
const SAID_OF_IT =
  /^(?:an?|the|too|so|very|also|still|already|being|been|your|their|our|in|at|on|of|to|by|from|with|weak|short|long|old|new|strong|safe|blank|hashed|set|reset|kept|sent|there|gone|fine|ok(?:ay)?|what|where|how|why|case|needed|\p{L}{2,}(?:ed|ing|able|ible|id))[.,;:!?)]*$/iu;

const SECRET_WORD =
  '(?:pass(?:word|phrase|code|wd|wort)?|kennwort|token|secret|key|credentials?)';
/** A name and, without anything between them, a value. */
const NEXT = new RegExp(
  `(?<![\\p{L}\\p{N}_.-])((?:\\p{L}[\\p{L}_-]{0,23})?${SECRET_WORD})([ \\t]{1,4})(["'\`]?)([^\\s"'\`=:]{6,512})`,
  'giu',
);
const NEXT_NAME = new RegExp(`${SECRET_WORD}[ \\t]`, 'i');
/** Characters of such a value that are like no word. */
const LEAST_RANDOM = 8;

/** `curl -u bob:pw`, `curl --user bob:pw` */
const USER_OPTION =
  /((?:^|\s)(?:-u|--user|--proxy-user|-U)(?:[ \t]{1,4}|=)["']?[^\s:"']{1,256}:)([^\s"']{1,512})/g;
/** `jdbc:oracle:thin:ada/SECRET@host` */
const ORACLE = /(\bjdbc:oracle:\w{1,8}:[\w$#]{1,64}\/)[^\s@"']{1,256}(?=@)/gi;
/** `mysql -pSECRET`, `sshpass -p SECRET`, `redis-cli -a SECRET` */
const SHORT_OPTION =
  /(\b(?:docker|podman|helm registry|oras|az)[ \t]{1,4}login\b[^\r\n]{0,256}?\s-p[ \t]{1,4}|\b(?:mysql\w*|mariadb\w*)\b[^\r\n]{0,256}?\s-p|\bsshpass[ \t]{1,4}-p[ \t]{0,4}|\bredis-cli\b[^\r\n]{0,256}?\s-a[ \t]{1,4})(["']?)([^\s"']{1,512})/g;

/** `tool -u bob -p hunter2`: beside a user, it is no port and no path. */
const OPTION_BESIDE_USER =
  /((?:^|\s)(?:-u|-U|--user|--username|--login)(?:[ \t]{1,4}|=)[^\s-][^\r\n]{0,256}?\s-[pPw](?:[ \t]{1,4}|=)["']?)([^\s"'-][^\s"']{0,511})/g;
/** `tool -p Zx9pQ2vL7mT4kR8w`: nothing else looks like that. */
const LONE_OPTION =
  /((?:^|\s)-[pPw](?:[ \t]{1,4}|=)["']?)([^\s"'-][^\s"']{7,511})/g;
/** `-p 5432`, `-p 8080:80`, `-p /var/lib`, `-p .` */
const PORT_OR_PATH = /^(?:[\d.:]+(?:\/(?:tcp|udp))?$|[./~])/;
/** `unzip -P SECRET`, `sqlcmd -P SECRET`, `ldapsearch -w SECRET` */
const PASSWORD_OPTION =
  /(\b(?:(?:un)?zip|sqlcmd|bcp|ldap(?:search|modify|add|delete|passwd|whoami))\b[^\r\n]{0,256}?\s-[Pw][ \t]{0,4}["']?)([^\s"'-][^\s"']{0,511})/g;

/**
 * Replaces secrets whose name and value do not stand side by side: in lists of
 * names and values, in XML, in sentences and in command lines.
 */
export function redactSpelledOut(text: string, names: SecretNames): string {
  let result = text;
  // Lists are quoted, in braces, or on several lines.
  if (/["'\n{]/.test(result)) {
    result = redactLists(result, names);
  }
  if (result.includes('</')) {
    result = result.replace(
      ELEMENT,
      (found, name: string, _attributes, value: string) =>
        names.hides(name, value) && value.trim() !== ''
          ? found.slice(0, -value.length) + REDACTED
          : found,
    );
  }
  if (result.includes('jdbc:oracle')) {
    result = result.replace(ORACLE, `$1${REDACTED}`);
  }
  if (result.includes(' -') || result.startsWith('-')) {
    result = redactOptions(result);
  }
  if (!result.includes(' ')) {
    return result;
  }
  result = VERB.test(result) ? redactSaid(result, names) : result;
  return NEXT_NAME.test(result) ? redactNext(result, names) : result;
}

function redactLists(text: string, names: SecretNames): string {
  let result = redactAfter(text, NAME_AND_VALUE, names);
  result = result.replace(
    VALUE_AND_NAME,
    (found, before: string, value: string, after: string, name: string) =>
      names.hides(name, value) ? `${before}${REDACTED}${after}` : found,
  );
  return result.includes('[') ? redactAfter(result, TUPLE, names) : result;
}

/** Replaces the value after each match, if its name is that of a secret. */
function redactAfter(
  text: string,
  pattern: RegExp,
  names: SecretNames,
): string {
  let result = '';
  let copied = 0;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [match, name] = found;
    if (!names.mayHide(name)) {
      continue;
    }
    const { start, end } = valueAfter(text, found.index + match.length, '');
    if (end > start && names.hides(name, text.slice(start, end))) {
      result += text.slice(copied, start) + REDACTED;
      copied = end;
      pattern.lastIndex = Math.max(end, pattern.lastIndex);
    }
  }
  return copied === 0 ? text : result + text.slice(copied);
}

function redactOptions(text: string): string {
  let result = text;
  if (/-u|-U|user/.test(result)) {
    result = result.replace(
      USER_OPTION,
      (found, before: string, password: string) =>
        // `docker run -u 1000:1000`
        /^\d+$/.test(password) ? found : `${before}${REDACTED}`,
    );
  }
  if (/mysql|mariadb|sshpass|redis-cli|login/.test(result)) {
    result = result.replace(SHORT_OPTION, `$1$2${REDACTED}`);
  }
  if (/-[pPw]/.test(result)) {
    if (/zip|sqlcmd|bcp|ldap/.test(result)) {
      result = result.replace(PASSWORD_OPTION, `$1${REDACTED}`);
    }
    result = result.replace(
      OPTION_BESIDE_USER,
      (found, before: string, value: string) =>
        PORT_OR_PATH.test(value) || value.startsWith(REDACTED)
          ? found
          : `${before}${REDACTED}`,
    );
    result = result.replace(
      LONE_OPTION,
      (found, before: string, value: string) =>
        PORT_OR_PATH.test(value) ||
        /[/:]/.test(value) ||
        !looksRandom(value, LEAST_RANDOM)
          ? found
          : `${before}${REDACTED}`,
    );
  }
  return result;
}

/** The word before says more: `the api key is`, `one-time code is`. */
function nameAt(text: string, offset: number, name: string): string {
  const [, before] =
    /(\p{L}{2,16})[ -]$/u.exec(text.slice(Math.max(0, offset - 17), offset)) ??
    [];
  return before ? `${before} ${name}` : name;
}

/** `password hunter22`, `Password "hunter22" was rejected` */
function redactNext(text: string, names: SecretNames): string {
  return text.replace(
    NEXT,
    (found, name: string, gap: string, quote: string, value: string) => {
      if (!names.has(name) || value.startsWith(REDACTED)) {
        return found;
      }
      const word = withoutStops(value);
      const isSecret =
        looksRandom(word, LEAST_RANDOM) ||
        (quote !== '' && PASSWORD.test(name) && !isHarmlessValue(word));
      return isSecret
        ? `${name}${gap}${quote}${REDACTED}${value.slice(word.length)}`
        : found;
    },
  );
}

function redactSaid(text: string, names: SecretNames): string {
  return text.replace(
    SAID,
    (found, name: string, verb, quote: string, value: string, at: number) => {
      if (quote === '' && isMeasure(value, text.slice(at + found.length))) {
        return found;
      }
      const isNamed = names.has(name) || names.has(nameAt(text, at, name));
      if (!isNamed || value.startsWith(REDACTED)) {
        return found;
      }
      const word = withoutStops(value);
      const isSecret = PASSWORD.test(name)
        ? quote !== '' || !(SAID_OF_IT.test(value) || isHarmlessValue(word))
        : word.length >= 6 &&
          (/^code$/i.test(name) || /\p{L}/u.test(word)) &&
          /\d/.test(word);
      return isSecret
        ? `${name}${verb}${quote}${REDACTED}${value.slice(word.length)}`
        : found;
    },
  );
}

/** `12 characters`, `8 to 64`, `90 %`: a number with something after it. */
function isMeasure(value: string, rest: string): boolean {
  return (
    /^\d{1,3}$/.test(value) &&
    /^[ \t](?:%|\p{L}{1,16}\b)/u.test(rest.slice(0, 20))
  );
}

/** What closes a sentence is no part of the value in it. */
function withoutStops(value: string): string {
  return value.replace(/[.,;:!?)]+$/, '');
}
