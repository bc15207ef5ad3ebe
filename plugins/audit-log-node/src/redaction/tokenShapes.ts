import { REDACTED } from './marks';

/**
 * Shapes of well-known tokens. Each one is a literal beginning and one run of
 * characters with nothing required after it: a match consumes what it has
 * read and a failure has read a bounded number of characters, so the search
 * is linear whatever the text.
 */
const shapes = [
  // JSON Web Tokens, signed or encrypted. One without a dot is kept (see below).
  'eyJ[\\w-]{8,}(?:\\.[\\w-]{0,8192}){0,4}',
  // GitHub
  'gh[pousr]_[A-Za-z0-9]{16,}',
  'github_pat_\\w{16,}',
  // GitLab
  'gl(?:pat|dt|rt|oas|cbt|ptt|ft|imt|agent|soat|ffct)-[\\w.-]{16,}',
  'GR1348941[\\w-]{16,}',
  // Slack
  'xox[a-z](?:\\.xox[a-z])?-[\\w-]{8,}',
  'xapp-[\\w-]{16,}',
  'hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/-]{8,}',
  // AWS access key ids
  '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}',
  // Google
  'AIza[\\w-]{30,}',
  'ya29\\.[\\w-]{16,}',
  'GOCSPX-[\\w-]{16,}',
  '1//0[\\w-]{24,}',
  // HashiCorp, npm, PyPI, Docker, Atlassian, Grafana, Databricks, DigitalOcean
  'hv[sbr]\\.[\\w-]{16,}',
  'npm_[A-Za-z0-9]{30,}',
  'pypi-[\\w-]{16,}',
  'dckr_(?:pat|oat)_[\\w-]{16,}',
  'AT(?:ATT|CTT|BBT)[\\w=-]{16,}',
  'gl(?:sa|c)_[\\w=+/]{16,}',
  'dapi[0-9a-f]{32}',
  'do[opr]_v1_[0-9a-f]{32,}',
  // Model providers, Stripe, SendGrid, age
  'sk-[\\w-]{20,}',
  '[srp]k_(?:live|test)_[A-Za-z0-9]{10,}',
  'SG\\.[\\w-]{16,}(?:\\.[\\w-]{0,256})?',
  'AGE-SECRET-KEY-1[A-Z0-9]{16,}',
];

const TOKEN = new RegExp(`(?<![A-Za-z0-9])(?:${shapes.join('|')})`, 'g');

/** Azure client secrets are known by their middle: `abc8Q~` and 31 more. */
const AZURE_CLIENT_SECRET = /[\w.~-]{3}\dQ~[\w.~-]{31,34}/g;

const SHORTEST_TOKEN = 16;

const PEM_BEGIN = '-----BEGIN ';
const PEM_END = '-----END ';

/**
 * Replaces tokens that are known by their shape alone.
 */
export function redactTokens(text: string): string {
  if (text.length < SHORTEST_TOKEN) {
    return text;
  }
  let result = text;
  if (result.includes(PEM_BEGIN)) {
    result = redactPem(result);
  }
  result = result.replace(TOKEN, found =>
    found.startsWith('eyJ') && !found.includes('.') ? found : REDACTED,
  );
  if (result.includes('Q~')) {
    result = result.replace(AZURE_CLIENT_SECRET, REDACTED);
  }
  return result;
}

/**
 * Replaces PEM blocks whose label speaks of a key. A block that never ends is
 * taken to the end of the text.
 */
function redactPem(text: string): string {
  let result = '';
  let position = 0;
  for (;;) {
    const begin = text.indexOf(PEM_BEGIN, position);
    if (begin < 0) {
      return result + text.slice(position);
    }
    const labelStart = begin + PEM_BEGIN.length;
    const label = text.slice(labelStart, labelStart + 64).split('-----')[0];
    if (!/PRIVATE KEY|SECRET/.test(label)) {
      result += text.slice(position, labelStart);
      position = labelStart;
      continue;
    }
    result += text.slice(position, begin) + REDACTED;
    const end = text.indexOf(PEM_END, labelStart);
    if (end < 0) {
      return result;
    }
    const close = text.indexOf('-----', end + PEM_END.length);
    if (close < 0) {
      return result;
    }
    position = close + 5;
  }
}
