import fc from 'fast-check';
import { anyText } from '../__testUtils__/anyInput';
import { MARK_BYTES, capText, fits, safeText, storableText } from './texts';

const bytes = (text: string) => Buffer.byteLength(text);

describe('capText', () => {
  it.each([
    ['letters', 'a'.repeat(2049), 2048],
    ['Chinese', '文'.repeat(900), 2048],
    ['emoji', '😀'.repeat(900), 2048],
    ['families', '👩‍👩‍👧‍👦'.repeat(200), 1024],
    ['flags', '🇩🇪🇫🇷'.repeat(300), 1024],
    ['marks upon letters', 'e\u0301\u0323'.repeat(900), 512],
  ])('cuts %s between two characters and says so', (_, text, max) => {
    const cut = capText(text, max);
    expect(bytes(cut)).toBeLessThanOrEqual(max);
    const [mark, away, total] =
      /\[truncated (\d+) of (\d+) characters\]$/.exec(cut) ?? [];
    const kept = cut.slice(0, -mark!.length);
    expect(kept.length + Number(away)).toBe(text.length);
    expect(Number(total)).toBe(text.length);
    expect(bytes(kept)).toBeGreaterThan(max - MARK_BYTES - 40);
    const whole = [...new Intl.Segmenter('en').segment(text)];
    expect(whole.map(({ index }) => index)).toContain(kept.length);
  });

  it.each([16, 64, 128, 512])('leaves a text of %p bytes as it is', max => {
    const text = '文'.repeat(Math.floor(max / 3));
    expect(capText(text, max)).toBe(text);
    expect(capText(`${text}文`, max)).not.toBe(`${text}文`);
  });

  it('marks what is short with an ellipsis', () => {
    expect(capText('a'.repeat(20), 16)).toBe(`${'a'.repeat(13)}…`);
  });

  it('cuts a single character without end', () => {
    const cut = capText(`a${'\u0301'.repeat(9_000)}`, 512);
    expect(bytes(cut)).toBeLessThanOrEqual(512);
    expect(bytes(cut)).toBeGreaterThan(400);
  });

  it('keeps to the limit, well-formed, whatever the text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 8, max: 5000 }), (text, max) => {
        const storable = storableText(text);
        const cut = capText(storable, max);
        expect(bytes(cut)).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        expect(fits(cut, max)).toBe(true);
        expect(cut === storable).toBe(bytes(storable) <= max);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('safeText', () => {
  it('never lets a secret through because a cut changed its form', () => {
    for (let padding = 900; padding < 1100; padding += 7) {
      const text = `${'.'.repeat(padding)} glpat-${'s3cr3t'.repeat(10)}`;
      expect(safeText(text, 1024)).not.toContain('s3cr3t');
    }
  });

  it.each([
    ['GitHub', `gh${'p_'}`, ''],
    ['AWS', `AK${'IA'}`, ''],
    ['GitLab', `gl${'pat-'}`, ''],
    ['JWT', `ey${'J'}`, '.'],
  ])('keeps no beginning of a token of %s', (_, beginning, end) => {
    const core = 'ZX9PQ2VL7MT4KR8W';
    const token = `${beginning}${core}${end}`;
    for (let kept = 8; kept < token.length; kept++) {
      const before = `password=${'A'.repeat(4 * 300 - kept - 10)} `;
      expect(safeText(`${before}${token}${' x'.repeat(999)}`, 300)).not.toMatch(
        /ZX9P/,
      );
    }
  });

  it('keeps what fits whole, where only more of it was cut before', () => {
    const begin = ['-----BEGIN RSA ', 'PRIVATE KEY-----'].join('');
    expect(safeText(`${begin}\n${'A1b2'.repeat(9000)}`, 4096)).toMatch(
      /^\[redacted\]\[truncated \d+ of \d+ characters\]$/,
    );
    expect(capText('文é', 512, 7)).toBe('文é[truncated 7 of 9 characters]');
  });

  it('counts what was cut before it was read', () => {
    expect(safeText('文'.repeat(10_000), 300)).toMatch(
      /文\[truncated 99\d\d of 10000 characters\]$/,
    );
  });
});
