import { plainLink, plainText } from './plainText';

describe('plainText', () => {
  it.each([
    ['HTML', '<a href=//evil.tld>Fix it</a>', '‹a href=//evil.tld›Fix it‹/a›'],
    ['entities', '&lt;b&#62; R&D', '＆lt;b＆#62; R＆D'],
    ['calls of Slack', '<!channel> <@U1>', '‹!channel› ‹@U1›'],
    ['links of Slack', '<//evil.tld|Fix it>', '‹//evil.tld|Fix it›'],
    ['links of Markdown', '[Fix it](/\\evil.tld)', '[Fix it] (/\\evil.tld)'],
    [
      'references',
      '[Fix it][1] [1]: //evil.tld',
      '[Fix it] [1] [1] : //evil.tld',
    ],
    ['pictures', '![x](//evil.tld/x.png)', '![x] (//evil.tld/x.png)'],
    ['emphasis', '*now* ~off~ `code`', '∗now∗ ∼off∼ ˋcodeˋ'],
    ['addresses', 'https://evil.tld', 'https[:]//evil.tld'],
    ['addresses without scheme', '://evil.tld', '[:]//evil.tld'],
    ['addresses in words', 'seehttps://evil.tld', 'seehttps[:]//evil.tld'],
    ['addresses of hosts', 'WWW.evil.tld', 'www[.]evil.tld'],
    ['other schemes', 'mailto:a@b JavaScript:x', 'mailto[:]a@b JavaScript[:]x'],
    ['lines', 'one\r\n\n two\u2028three\u0085four', 'one two three four'],
    ['what is not seen', 'ht\u200btp\u202es://e\u0000vil', 'https[:]//e vil'],
    ['half characters', 'a\ud800b', 'a b'],
  ])('takes the meaning from %s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
    // What is plain stays as it is.
    expect(plainText(expected)).toBe(expected);
  });

  it.each([
    'A probe was written to s3://exports/audit, read and deleted.',
    "write: NoSuchBucket: 'a_b' isn't there (404) [redacted]; 100% gone",
    'Ärger in 東京 at 19:17 CET, by catalog.entity-mutate',
  ])('leaves %j as it is', text => {
    expect(plainText(text)).toBe(text);
  });

  it('cuts between characters', () => {
    const cut = plainText('😀'.repeat(3000));
    expect([...cut]).toHaveLength(2000);
    expect(cut.endsWith('😀…')).toBe(true);
    expect([...plainText('x'.repeat(300), 200)]).toHaveLength(200);
  });
});

describe('plainLink', () => {
  it('stays between its quotes, and the same where it is fine', () => {
    const fine = '/audit-log?q=outcome%3Aunknown&from=now-7d';
    expect(plainLink(fine)).toBe(fine);
    expect(plainLink('/audit-log?q="><a href=x')).toBe(
      '/audit-log?q=%22%3E%3Ca%20href=x',
    );
  });
});
