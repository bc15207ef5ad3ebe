import { createIntegrationSchema } from 'backstage-plugin-audit-log-common';
import { anIntegration } from '../fixtures';
import {
  Cloud,
  IntegrationForm,
  cloudOf,
  clouds,
  emptyForm,
  fieldOf,
  formOf,
  identitiesOf,
  isSameConnection,
  problemsOf,
  requestOf,
  withCloud,
} from './integrationForm';

const words = {
  required: 'required',
  beginsWith: (start: string) => `begins with ${start}`,
};

const uuid = '5f0c3f9e-4b1e-4c52-9a58-1d1d7a9f3a11';
const destinations: Record<Cloud, string> = {
  s3: 's3://bucket/audit',
  compatible: 's3://bucket/audit',
  azure: 'azure://account.blob.core.windows.net/container',
  gcs: 'gcs://bucket',
  local: 'local://folder',
};

/** A form in which everything is filled in, also what doesn't belong. */
function fullForm(cloud: Cloud): IntegrationForm {
  return {
    ...emptyForm(cloud),
    name: 'main',
    destination: destinations[cloud],
    endpoint: cloud === 'compatible' ? 'https://minio.example.com' : '',
    region: 'eu-central-1',
    roleArn: 'arn:aws:iam::123456789012:role/audit',
    tenantId: uuid,
    clientId: uuid,
    serviceAccount: 'audit@acme.iam.gserviceaccount.com',
    profile: 'archive',
  };
}

const combinations = clouds.flatMap(cloud =>
  identitiesOf[cloud].map(identity => [cloud, identity] as const),
);

describe('integration form', () => {
  it.each(combinations)(
    'asks for %s with %s as the API takes it',
    (cloud, identity) => {
      const form = { ...fullForm(cloud), identity };
      expect(problemsOf(form, words)).toEqual({});
      const request = requestOf(form);
      expect(createIntegrationSchema.parse(request)).toEqual(request);
      const shown = formOf(anIntegration({ region: undefined, ...request }));
      expect(requestOf(shown)).toEqual(request);
      expect(shown.cloud).toBe(cloud);
    },
  );

  it.each(combinations)(
    'says what %s with %s still lacks',
    (cloud, identity) => {
      const problems = problemsOf({ ...emptyForm(cloud), identity }, words);
      expect(problems.name).toBe('required');
      expect(problems.destination).toBe('required');
      expect(problems.endpoint).toBe(
        cloud === 'compatible' ? 'required' : undefined,
      );
      expect(problems.roleArn).toBe(
        identity === 'role' ? 'required' : undefined,
      );
      expect(problems.profile).toBe(
        identity === 'profile' ? 'required' : undefined,
      );
      expect(problems.clientId).toBe(
        identity === 'workload' ? 'required' : undefined,
      );
    },
  );

  it.each([
    [{ name: 'Main bucket' }, 'name', /lower case/],
    [{ destination: 's3://Bucket' }, 'destination', /bucket name/],
    [{ destination: 'gcs://bucket' }, 'destination', /begins with s3/],
    [{ destination: 'https://bucket' }, 'destination', /begins with s3/],
    [{ roleArn: 'role/audit' }, 'roleArn', /must look like arn:aws/],
    [{ region: 'Frankfurt' }, 'region', /eu-central-1/],
  ])('puts what is wrong with %j to its field', (change, field, text) => {
    const problems = problemsOf({ ...fullForm('s3'), ...change }, words);
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field as 'name']).toMatch(text);
  });

  it('keeps what fits when the cloud is changed', () => {
    const compatible = withCloud(fullForm('s3'), 'compatible');
    expect(compatible).toMatchObject({
      name: 'main',
      destination: 's3://bucket/audit',
      region: 'eu-central-1',
      forcePathStyle: true,
      identity: 'profile',
    });
    expect(withCloud(compatible, 'gcs')).toMatchObject({
      name: 'main',
      destination: 'gcs://',
      region: '',
      identity: 'impersonation',
    });
  });

  it('knows a compatible storage by its endpoint', () => {
    expect(cloudOf(anIntegration())).toBe('s3');
    expect(cloudOf(anIntegration({ endpoint: 'https://r2.example.com' }))).toBe(
      'compatible',
    );
  });

  it('tells a test from a change of the connection', () => {
    const before = anIntegration();
    const tested = anIntegration({ status: 'failed', version: 9 });
    const moved = anIntegration({ destination: 's3://other/audit' });
    expect(isSameConnection(before, tested)).toBe(true);
    expect(isSameConnection(before, moved)).toBe(false);
  });

  it.each([
    ['name', 'name'],
    ['account', 'destination'],
    ['identity.roleArn', 'roleArn'],
    ['identity.profile', 'profile'],
    ['identity.type', 'identity'],
    ['identity', 'identity'],
  ])('finds the field for %s', (path, field) => {
    expect(fieldOf(path.split('.'))).toBe(field);
  });
});
