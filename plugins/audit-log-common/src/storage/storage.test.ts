import {
  createIntegrationSchema,
  formatDestination,
  parseDestination,
  pathInside,
  setupSteps,
} from './index';

describe('parseDestination', () => {
  it.each([
    's3://bucket',
    's3://bucket/a/b',
    'azure://account.blob.core.windows.net/container/folder',
    'gcs://bucket_1/folder',
    'local://demo/folder',
  ])('reads and writes %s', uri => {
    expect(formatDestination(parseDestination(uri))).toBe(uri);
  });

  it('takes gs:// for gcs:// and drops a last slash', () => {
    expect(formatDestination(parseDestination('gs://bucket/a/'))).toBe(
      'gcs://bucket/a',
    );
  });

  it.each([
    'https://bucket/a',
    'bucket',
    's3://',
    's3://Bucket',
    's3://b/a',
    's3://user:pass@bucket/a',
    's3://bucket@169.254.169.254/a',
    's3://bucket?x=y',
    's3://bucket/a?b',
    's3://bucket/../a',
    's3://bucket/./a',
    's3://bucket/a%2e',
    's3://a..b/a',
    'azure://account/',
    'azure://169.254.169.254:80/container',
    'azure://account.blob.core.windows.net/Container',
    'local://../etc',
    'local:///etc/passwd',
    'local://demo/../../etc',
    's3://bucket/\u0000',
    `s3://bucket/${'a'.repeat(600)}`,
  ])('refuses %j', uri => {
    expect(() => parseDestination(uri)).toThrow(/estination/);
  });

  it('knows what lies inside', () => {
    const parent = parseDestination('s3://bucket/audit');
    expect(pathInside(parent, parseDestination('s3://bucket/audit/a/b'))).toBe(
      'a/b',
    );
    expect(
      pathInside(parent, parseDestination('s3://bucket/auditor/a')),
    ).toBeUndefined();
    expect(
      pathInside(parent, parseDestination('s3://other/audit/a')),
    ).toBeUndefined();
  });
});

describe('createIntegrationSchema', () => {
  const valid = {
    name: 'main',
    destination: 's3://bucket/audit',
    identity: { type: 'role', roleArn: 'arn:aws:iam::123456789012:role/audit' },
  };

  it('takes a role', () => {
    expect(createIntegrationSchema.safeParse(valid).success).toBe(true);
  });

  it.each([
    [{ ...valid, name: 'Main Bucket' }],
    [{ ...valid, name: '' }],
    [{ ...valid, secretAccessKey: 'x' }],
    [{ ...valid, identity: { type: 'managed' } }],
    [{ ...valid, identity: { ...valid.identity, roleArn: 'arn:aws:s3:::x' } }],
    [{ ...valid, endpoint: 'file:///etc/passwd' }],
    [{ ...valid, endpoint: 'gopher://localhost' }],
    [{ ...valid, region: 'eu/../../x' }],
    [{ ...valid, destination: 'gcs://bucket' }],
  ])('refuses %j', body => {
    expect(createIntegrationSchema.safeParse(body).success).toBe(false);
  });
});

describe('setupSteps', () => {
  it('hands out the external id, and the policy limited to the folder', () => {
    const text = JSON.stringify(
      setupSteps({
        name: 'main',
        destination: 's3://bucket/audit',
        identity: {
          type: 'role',
          roleArn: 'arn:aws:iam::123456789012:role/audit',
        },
        externalId: 'generated-id',
      }),
    );
    expect(text).toContain('generated-id');
    expect(text).toContain('arn:aws:s3:::bucket/audit/*');
  });

  it.each([
    [
      'azure://acc.blob.core.windows.net/logs/f',
      'Storage Blob Data Contributor',
    ],
    ['gcs://bucket/f', 'storage.objects.create'],
    ['local://demo', 'Nothing to set up'],
  ])('describes %s', (destination, words) => {
    expect(
      JSON.stringify(
        setupSteps({
          name: 'main',
          destination,
          identity: { type: 'ambient' },
          externalId: null,
        }),
      ),
    ).toContain(words);
  });
});
