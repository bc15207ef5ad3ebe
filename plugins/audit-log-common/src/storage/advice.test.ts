import { storageAdvice } from './advice';

describe('advice', () => {
  it.each([
    // Amazon S3 and what is compatible.
    ['SignatureDoesNotMatch', /check the key and its secret/],
    ['InvalidAccessKeyId: It does not exist', /check the key and its secret/],
    ['ExpiredToken: The provided token has expired.', /have expired/],
    ['AccessDenied: Writing is not allowed.', /check the policies/],
    ['NoSuchBucket', /does not exist/],
    ['RequestTimeTooSkewed: The difference is too large.', /clocks/],
    ['QuotaExceeded', /raise its quota/],
    // Azure Blob Storage.
    ['AuthenticationFailed: Signature did not match', /check the key/],
    [
      'AuthenticationFailed: Signature not valid in the specified time frame',
      /have expired/,
    ],
    ['AuthorizationPermissionMismatch: Not permitted', /check the policies/],
    ['ContainerNotFound: It does not exist', /does not exist/],
    // Google Cloud Storage.
    ['authError: Invalid Credentials', /check the key/],
    ['forbidden: No storage.objects.create access', /check the policies/],
    ['notFound: The specified bucket does not exist.', /does not exist/],
    ['quotaExceeded: Too much', /raise its quota/],
    // A folder.
    ['EACCES: permission denied, open', /check the policies/],
    ['ENOSPC: no space left on device', /raise its quota/],
  ])('knows %s', (error, expected) => {
    expect(storageAdvice(error)).toMatch(expected);
  });

  it.each([
    'ECONNRESET: socket hang up',
    'HTTP 503',
    'The view is gone',
    'AccessDeniedByNobody',
    'constructor',
    '',
  ])('says nothing about %p', error => {
    expect(storageAdvice(error)).toBeUndefined();
  });
});
