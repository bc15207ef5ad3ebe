import { redactQuery } from './redactQuery';

const secret = 'Zx9pQ2vL7mT4kR8w';
const token = `${'gh'}p_${secret}${secret}`;
const encoded = encodeURIComponent;

describe('redactQuery', () => {
  it.each([
    ['a=1&b=2', 'a=1&b=2'],
    ['filter=kind%3Dcomponent&limit=20', 'filter=kind%3Dcomponent&limit=20'],
    [`code=${secret}&state=open`, 'code=[redacted]&state=open'],
    [`state=${secret}${secret}`, 'state=[redacted]'],
    [`X-Amz-Signature=${secret}&x=1`, 'X-Amz-Signature=[redacted]&x=1'],
    [`to=https%3A%2F%2Fx%3Ftoken%3D${secret}&n=1`, 'to=[redacted]&n=1'],
    [`to=${encoded(encoded(`x?token=${secret}`))}`, 'to=[redacted]'],
    [`to=${encoded(`x?code=${secret}`)}`, 'to=[redacted]'],
    [`a[access_token]=${secret}`, 'a[access_token]=[redacted]'],
    [token, '[redacted]'],
    [`q=${token}`, 'q=[redacted]'],
    ['%E0%A4%A=1&token=', '%E0%A4%A=1&token='],
    ['', ''],
    ['token=%5Bredacted%5D&a=1', 'token=%5Bredacted%5D&a=1'],
    ['token=[redacted]', 'token=[redacted]'],
  ])('turns %s into %s', (query, expected) => {
    expect(redactQuery(query)).toBe(expected);
  });

  it('keeps a bounded number of parameters and says so', () => {
    const redacted = redactQuery('a=1&'.repeat(100_000));
    expect(redacted.length).toBeLessThan(2000);
    expect(redacted).toMatch(/\[truncated\]$/);
  });
});
