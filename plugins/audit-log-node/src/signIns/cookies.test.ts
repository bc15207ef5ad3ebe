import { cookieOf, setCookieOf } from './cookies';

const NAME = 'oidc-refresh-token';

describe('cookieOf', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['other=1', undefined],
    [`${NAME}=`, undefined],
    [`other=1; ${NAME}=a=b; next=2`, 'a=b'],
    // As refresh tokens that are too long for one cookie.
    [`${NAME}-0=abc; ${NAME}-1=def`, 'abcdef'],
    [`${NAME}-1=def; ${NAME}-0=abc; ${NAME}-3=x`, 'abcdef'],
    [`x-${NAME}=1; ${NAME}x=2`, undefined],
  ])('reads %p', (cookie, value) => {
    expect(cookieOf({ cookie }, NAME)).toBe(value);
  });
});

describe('setCookieOf', () => {
  const gone = `${NAME}=; Max-Age=0; Domain=localhost; Path=/api/auth/oidc`;

  it.each([
    [undefined, undefined],
    [gone, undefined],
    [[gone, `${NAME}=a; Path=/api/auth/oidc; HttpOnly`], 'a'],
    [[gone, `${NAME}-0=abc; Path=/`, `${NAME}-1=def; Path=/`], 'abcdef'],
    [[`${NAME}-0=; Max-Age=0`, gone, `${NAME}=a; Path=/`], 'a'],
    [[`other-${NAME}=a`], undefined],
  ])('reads %p', (header, value) => {
    expect(setCookieOf(header, NAME)).toBe(value);
  });
});
