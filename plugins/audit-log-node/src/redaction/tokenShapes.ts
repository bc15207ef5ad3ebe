import { REDACTED } from './marks';
import { looksRandom, looksRandomInOneCase } from './randomness';

/**
 * Shapes that only tokens have. Each one is a literal beginning and one run of
 * characters with nothing required after it: a match consumes what it has
 * read and a failure has read a bounded number of characters, so the search
 * is linear whatever the text.
 */
const tokensOnly = [
  // GitHub, GitLab's older runners, Atlassian, Bitbucket, Gitea, Sourcegraph
  'gh[pousr]_[A-Za-z0-9]{16,}',
  'github_pat_\\w{16,}',
  'sgp_[0-9a-f_]{30,}',
  // AWS
  'A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}',
  'ABSK[A-Za-z0-9+/]{60,}',
  // Google, Alibaba
  'AIza[\\w-]{30,}',
  'GOCSPX-[\\w-]{16,}',
  'ya29\\.[\\w-]{16,}',
  '1//0[\\w-]{24,}',
  'LTAI[A-Za-z0-9]{16,}',
  // Registries: npm, RubyGems, NuGet, Artifactory, Clojars
  'npm_[A-Za-z0-9]{30,}',
  'rubygems_[0-9a-f]{32,}',
  'oy2[a-z0-9]{40,}',
  'AKCp[A-Za-z0-9]{40,}',
  'cmVmd[A-Za-z0-9]{50,}',
  'CLOJARS_[A-Za-z0-9]{40,}',
  // Platforms
  'dapi[0-9a-f]{32}',
  'do[opr]_v1_[0-9a-f]{32,}',
  'gl(?:sa|c)_[\\w=+/]{16,}',
  'pscale_(?:tkn|pw|oauth)_[\\w=.-]{20,}',
  'sbp_[0-9a-f]{32,}',
  'pul-[0-9a-f]{32,}',
  'pnu_[A-Za-z0-9]{30,}',
  'fm[12][ar]?_[A-Za-z0-9+/=]{40,}',
  'sha256~[\\w-]{40,}',
  'dt0c01\\.[A-Z0-9]{20,}(?:\\.[A-Z0-9]{0,256})?',
  'NRAK-[A-Z0-9]{20,}',
  'sntry[su]_[\\w+/=-]{24,}',
  'sq[apu]_[0-9a-f]{32,}',
  'bkua_[0-9a-f]{30,}',
  'CCIPAT_[\\w-]{30,}',
  'PMAK-[0-9a-f]{20,}(?:-[0-9a-f]{0,256})?',
  'rdme_[a-z0-9]{40,}',
  'sm_[aps]at_[A-Za-z0-9]{16,}',
  // Model providers
  'hf_[A-Za-z0-9]{30,}',
  'api_org_[A-Za-z0-9]{30,}',
  'r8_[A-Za-z0-9]{30,}',
  'gsk_[A-Za-z0-9]{30,}',
  'xai-[A-Za-z0-9]{40,}',
  'pplx-[A-Za-z0-9]{40,}',
  // Payments, shops, mails, messages, tickets
  'whsec_[\\w+/=]{16,}',
  'shp(?:at|ca|pa|ss|rt|ua)_[A-Za-z0-9]{24,}',
  'shippo_(?:live|test)_[0-9A-Fa-f]{32,}',
  'EZ[AT]K[A-Za-z0-9]{50,}',
  'EAA[A-Za-z0-9]{90,}',
  'sq0(?:atp|csp|idp)-[\\w-]{20,}',
  'SK[0-9a-f]{32}',
  'key-[0-9a-f]{32}',
  'xkeysib-[0-9a-f]{32,}',
  'lin_(?:api|oauth)_[A-Za-z0-9]{30,}',
  'figd_[\\w-]{20,}',
  'ntn_[A-Za-z0-9]{30,}',
  'pat[A-Za-z0-9]{14}\\.[0-9a-f]{40,}',
  'AGE-SECRET-KEY-1[A-Z0-9]{16,}',
  // Addresses that are all it takes to post there
  'hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/-]{8,}',
  'webhook\\.office\\.com/webhookb2/[^\\s"\'<>]{8,}',
  'outlook\\.office(?:365)?\\.com/webhook/[^\\s"\'<>]{8,}',
  'discord(?:app)?\\.com/api/webhooks/[\\w/-]{8,}',
  'hooks\\.zapier\\.com/hooks/catch/[\\w/-]{6,}',
  'api\\.telegram\\.org/bot[\\w:-]{16,}',
];

/**
 * Beginnings of tokens that names may have as well: an entity can be called
 * `sk-billing-service-production`. What follows decides.
 */
const perhapsTokens = [
  // JSON Web Tokens, signed or encrypted. One without a dot is kept (see below).
  'eyJ[\\w-]{8,}(?:\\.[\\w-]{0,8192}){0,4}',
  'gl(?:pat|dt|rt|oas|cbt|ptt|ft|imt|agent|soat|ffct)-[\\w.-]{16,}',
  'GR1348941[\\w-]{16,}',
  'xox[a-z](?:\\.xox[a-z])?-[\\w-]{8,}',
  'xapp-[\\w-]{16,}',
  'hv[sbr]\\.[\\w-]{16,}',
  'pypi-[\\w-]{16,}',
  'dckr_(?:pat|oat)_[\\w-]{16,}',
  'AT(?:ATT|CTT|BBT)[\\w=-]{16,}',
  'sk-[\\w-]{20,}',
  'sk_(?:live|test|prod)_[A-Za-z0-9]{10,}',
  'rk_(?:live|test|prod)_[A-Za-z0-9]{10,}',
  'pk_(?:live|test|prod)_[A-Za-z0-9]{10,}',
  'SG\\.[\\w-]{16,}(?:\\.[\\w-]{0,256})?',
  'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{16,}',
  'CFPAT-[\\w-]{20,}',
  'tskey-[\\w-]{16,}',
  'HRKU-[\\w-]{20,}',
  'tk-us-[\\w-]{20,}',
  'fio-u-[\\w-]{20,}',
  'secret_[A-Za-z0-9]{40,}',
  'ico-[A-Za-z0-9]{32}',
  'ops_eyJ[\\w+/=-]{40,}',
];

/** Characters of such a token that are like no word. */
const LEAST_RANDOM = 12;
/** Fewer, as letters in one case are like words more often. */
const LEAST_RANDOM_IN_ONE_CASE = 8;

const ANY_TOKEN = `(?<![A-Za-z0-9])(?:${byFirstCharacter([
  ...perhapsTokens,
  ...tokensOnly,
])})`;
const TOKEN = new RegExp(ANY_TOKEN, 'g');
/** Who lowers a name, as the catalog does, lowers a token in it, too. */
const TOKEN_IN_ANY_CASE = new RegExp(ANY_TOKEN, 'gi');
const PERHAPS = new RegExp(`^(?:${perhapsTokens.join('|')})$`);
/** Of those, the ones that are too short to tell by a few odd characters. */
const SHORT = /^(?:gl|hv)/;
/** Words, too: `asiapacific2026production`. Keys of AWS have 20 characters. */
const WORD_OF_AWS = /^(?:asia|abia|acca)/i;

/** The alternatives as a tree, so that few are tried at each character. */
function byFirstCharacter(shapes: string[]): string {
  const rests = new Map<string, string[]>();
  for (const shape of shapes) {
    const [first] = shape;
    rests.set(first, [...(rests.get(first) ?? []), shape.slice(1)]);
  }
  return [...rests]
    .map(([first, some]) => `${first}(?:${some.join('|')})`)
    .join('|');
}

/** Of Telegram's bots; its number comes first. */
const BOT_TOKEN = /(?<![\w-])\d{8,10}:(?:AA[\w-]{30,}|aa[\w-]{33}(?![\w-]))/g;

/** Azure client secrets are known by their middle: `abc8Q~` and 31 more. */
const AZURE_CLIENT_SECRET = /[\w.~-]{3}\dQ~[\w.~-]{31,34}/gi;

const SHORTEST_TOKEN = 16;

const PEM_BEGIN = /-----BEGIN /gi;
const PEM_END = /-----END /gi;

/**
 * Replaces tokens that are known by their shape alone.
 */
export function redactTokens(text: string): string {
  if (text.length < SHORTEST_TOKEN) {
    return text;
  }
  let result = text;
  if (result.includes('-----')) {
    result = redactPem(result);
  }
  result = result.replace(TOKEN, found =>
    PERHAPS.test(found) && !isToken(found) ? found : REDACTED,
  );
  result = result.replace(TOKEN_IN_ANY_CASE, (found, at: number) =>
    isTokenInOtherCase(found, result.charAt(at + found.length))
      ? REDACTED
      : found,
  );
  if (result.includes(':AA') || result.includes(':aa')) {
    result = result.replace(BOT_TOKEN, REDACTED);
  }
  if (result.includes('Q~') || result.includes('q~')) {
    result = result.replace(AZURE_CLIENT_SECRET, REDACTED);
  }
  return result;
}

function isToken(perhaps: string): boolean {
  return (
    looksRandom(perhaps, LEAST_RANDOM) &&
    (!perhaps.startsWith('eyJ') || perhaps.includes('.'))
  );
}

function isTokenInOtherCase(found: string, next: string): boolean {
  if (PERHAPS.test(found) && !SHORT.test(found)) {
    return false;
  }
  if (WORD_OF_AWS.test(found) && /[A-Za-z0-9]/.test(next)) {
    return false;
  }
  return (
    looksRandomInOneCase(found, LEAST_RANDOM_IN_ONE_CASE) &&
    (!/^eyj/i.test(found) || found.includes('.'))
  );
}

/**
 * Replaces PEM blocks whose label speaks of a key. A block that never ends is
 * taken to the end of the text.
 */
function redactPem(text: string): string {
  let result = '';
  let position = 0;
  for (;;) {
    const begin = indexOf(text, PEM_BEGIN, position);
    if (begin < 0) {
      return result + text.slice(position);
    }
    const labelStart = begin + '-----BEGIN '.length;
    const label = text.slice(labelStart, labelStart + 64).split('-----')[0];
    if (!/PRIVATE KEY|SECRET/i.test(label)) {
      result += text.slice(position, labelStart);
      position = labelStart;
      continue;
    }
    result += text.slice(position, begin) + REDACTED;
    const end = indexOf(text, PEM_END, labelStart);
    if (end < 0) {
      return result;
    }
    const close = text.indexOf('-----', end + '-----END '.length);
    if (close < 0) {
      return result;
    }
    position = close + 5;
  }
}

function indexOf(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}
