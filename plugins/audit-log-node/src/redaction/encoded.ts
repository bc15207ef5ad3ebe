import { REDACTED } from './marks';

/** Addresses within addresses are encoded once per level. */
const DEEPEST_ENCODING = 4;

/** What stands between spaces, quotes and brackets of markup. */
const RUN = /[^\s"'<>]+/g;

const ASCII_ESCAPE = /%([0-7][\da-f])/gi;

/** What is encoded again around a secret that was taken out. */
const UNSAFE = /[^!-~]|[%"'<>]/gu;

/**
 * Redacts the parts of a text that are percent-encoded, as paths and addresses
 * are: `pass%77ord=abc` is the same address as `password=abc`. A part that
 * holds no secret stays as it was written.
 *
 * @param redact - for a text that isn't encoded
 */
export function redactEncoded(
  text: string,
  redact: (plain: string) => string,
): string {
  return text.includes('%')
    ? text.replace(RUN, run =>
        run.includes('%') ? redactRun(run, redact) : run,
      )
    : text;
}

function redactRun(run: string, redact: (plain: string) => string): string {
  let result = run;
  let level = run;
  for (let depth = 0; depth < DEEPEST_ENCODING; depth++) {
    const inner = decode(level);
    if (inner === level) {
      break;
    }
    level = redact(inner);
    if (level !== inner) {
      result = encodeAgain(level);
    }
  }
  return result;
}

/** Without its ASCII alone where it is encoded in no way that is known. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(ASCII_ESCAPE, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
  }
}

function encodeAgain(text: string): string {
  return text
    .split(REDACTED)
    .map(part =>
      part
        .toWellFormed()
        .replace(UNSAFE, character =>
          character === "'" ? '%27' : encodeURIComponent(character),
        ),
    )
    .join(REDACTED);
}
