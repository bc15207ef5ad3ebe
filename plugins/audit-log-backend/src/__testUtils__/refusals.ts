import { Refusal } from './s3Stub';

/** How a storage can refuse, and what people are told to do about it. */
export const refusals: {
  name: string;
  refusal: Refusal;
  kind: 'denied' | 'missing';
  advice: RegExp;
}[] = [
  {
    name: 'a wrong key',
    refusal: {
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: 'The request signature does not match.',
    },
    kind: 'denied',
    advice: /check the key and its secret/,
  },
  {
    name: 'credentials that were withdrawn',
    refusal: {
      status: 403,
      code: 'InvalidAccessKeyId',
      message: 'The AWS access key Id you provided does not exist.',
    },
    kind: 'denied',
    advice: /check the key and its secret/,
  },
  {
    name: 'a bucket that is gone',
    refusal: {
      status: 404,
      code: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
    },
    kind: 'missing',
    advice: /bucket or container does not exist/,
  },
  {
    name: 'a denied write',
    refusal: {
      status: 403,
      code: 'AccessDenied',
      message: 'Writing is not allowed.',
    },
    kind: 'denied',
    advice: /check the policies/,
  },
  {
    name: 'clocks that differ',
    refusal: {
      status: 403,
      code: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and now is too large.',
    },
    kind: 'denied',
    advice: /clocks .* differ too much/,
  },
  {
    name: 'a full quota',
    refusal: {
      status: 403,
      code: 'QuotaExceeded',
      message: 'The bucket is full.',
    },
    kind: 'denied',
    advice: /raise its quota/,
  },
  {
    name: 'an expired token',
    refusal: {
      status: 400,
      code: 'ExpiredToken',
      message: 'The provided token has expired.',
    },
    kind: 'denied',
    advice: /have expired: renew them/,
  },
];
