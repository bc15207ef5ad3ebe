import {
  ObjectExistsError,
  StorageError,
  StorageErrorKind,
  kindOfStatus,
} from 'backstage-plugin-audit-log-node';

const deniedCodes = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidToken',
  'InvalidAccessKeyId',
]);

const unavailableCodes = new Set([
  'RequestTimeout',
  'SlowDown',
  'ThrottlingException',
  'TimeoutError',
]);

/** A failure of the S3 client in the words of our contract. */
export function s3Error(
  error: unknown,
  key: string,
): StorageError | ObjectExistsError {
  if (error instanceof StorageError || error instanceof ObjectExistsError) {
    return error;
  }
  const thrown = error as {
    name?: string;
    Code?: string;
    code?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = thrown.$metadata?.httpStatusCode;
  if (status === 412) {
    return new ObjectExistsError(key, error);
  }
  const named = [thrown.Code, thrown.name, thrown.code].find(
    name => name && !['Error', 'UnknownError', 'AggregateError'].includes(name),
  );
  const code = named ?? (status ? `HTTP ${status}` : 'Unreachable');
  return new StorageError({
    code: /^\d+$/.test(code) ? `HTTP ${code}` : code,
    kind: kindOf(code, status),
    message: thrown.message === 'UnknownError' ? '' : thrown.message ?? '',
    status,
    cause: error,
  });
}

function kindOf(code: string, status: number | undefined): StorageErrorKind {
  if (deniedCodes.has(code)) {
    return 'denied';
  }
  // 409 is a concurrent change to the same key: nobody's fault, try again.
  return unavailableCodes.has(code) || status === 409
    ? 'unavailable'
    : kindOfStatus(status);
}
