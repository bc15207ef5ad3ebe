/** Most characters of a message; Slack refuses more than 3,000. */
const MAX_LENGTH = 2000;

/** Looks the same to people, and means nothing to HTML, Slack or Markdown. */
const lookAlikes: Record<string, string> = {
  '<': '‹',
  '>': '›',
  '&': '＆',
  '*': '∗',
  '~': '∼',
  '`': 'ˋ',
};

/** What destinations are written with; no reader makes a link of them. */
const storageSchemes = /^(s3|gs|azblob|azure|az|local)$/i;

/**
 * What is shown alike wherever a notification goes.
 *
 * @remarks
 * The portal escapes what it shows, but mails put the text into HTML as it is,
 * Slack reads its own markup, and others read Markdown. There is no escape that
 * all of them know. So what any of them takes for markup is written with other
 * characters, addresses are written so that no reader makes a link of them, and
 * the text is one paragraph without characters that aren't seen.
 */
export function plainText(text: string, maxLength = MAX_LENGTH): string {
  const plain = text
    .slice(0, 4 * maxLength)
    .normalize('NFC')
    // Before links are looked for, so that nothing unseen divides them.
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}]|\s/gu, ' ')
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/[<>&*~`]/g, found => lookAlikes[found])
    .replace(/\](?=[([:])/g, '] ')
    .replace(
      /([a-z][a-z0-9+.-]{0,20})?:(?=[\\/]{2})/gi,
      (found, scheme: string | undefined) =>
        scheme && storageSchemes.test(scheme) ? found : `${scheme ?? ''}[:]`,
    )
    .replace(/\b(mailto|javascript|data|tel):/gi, '$1[:]')
    .replace(/\bwww\./gi, 'www[.]')
    .replace(/ +/g, ' ')
    .trim();
  return cut(plain, maxLength);
}

/** A path of the portal, which mails put between quotes. */
export function plainLink(path: string): string {
  return path.replace(/[\s"<>\\^`{|}]/g, encodeURIComponent);
}

function cut(text: string, maxLength: number): string {
  const characters = [...text];
  return characters.length > maxLength
    ? `${characters.slice(0, maxLength - 1).join('')}…`
    : text;
}
