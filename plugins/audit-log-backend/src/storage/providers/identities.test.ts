import { ConfigReader } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  StorageConnection,
  StorageProvider,
} from 'backstage-plugin-audit-log-node';
import { parseDestination } from 'backstage-plugin-audit-log-common';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { S3Stub, startS3Stub } from '../../__testUtils__/s3Stub';
import { s3Provider } from './s3';

const temporary = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
  <AccessKeyId>temporary-key</AccessKeyId>
  <SecretAccessKey>temporary-secret</SecretAccessKey>
  <SessionToken>temporary-token</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** As much of AWS's token service as assuming a role needs. */
async function startTokenServer() {
  const asked: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    asked.push(new URLSearchParams(body));
    response.end(temporary);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    origin: `http://127.0.0.1:${port}`,
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}

describe('identities without a stored secret', () => {
  const before = { ...process.env };
  let stub: S3Stub;
  beforeEach(async () => {
    stub = await startS3Stub();
  });
  afterEach(async () => {
    process.env = { ...before };
    await stub.stop();
  });

  const s3Connection = (
    change: Partial<StorageConnection>,
  ): StorageConnection => ({
    destination: parseDestination('s3://exports/audit'),
    endpoint: stub.origin,
    region: 'eu-central-1',
    forcePathStyle: true,
    identity: { type: 'ambient' },
    profile: undefined,
    externalId: null,
    ...change,
  });
  async function useOnce(storage: StorageProvider) {
    await storage.head('any');
    await storage.close();
  }

  it('assume a role with the external id, and sign with what that gives', async () => {
    const tokens = await startTokenServer();
    process.env.AWS_ENDPOINT_URL_STS = tokens.origin;
    process.env.AWS_ACCESS_KEY_ID = 'of-the-portal';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret-of-the-portal';
    const roleArn = 'arn:aws:iam::123456789012:role/audit';
    await useOnce(
      await s3Provider().open(
        s3Connection({
          identity: { type: 'role', roleArn },
          externalId: 'generated-id',
        }),
      ),
    );
    await tokens.stop();
    expect(tokens.asked.map(each => Object.fromEntries(each))).toEqual([
      expect.objectContaining({
        Action: 'AssumeRole',
        RoleArn: roleArn,
        ExternalId: 'generated-id',
      }),
    ]);
    expect([...stub.accessKeys]).toEqual(['temporary-key']);
  });

  it('take an account of app-config.yaml by its number', async () => {
    const accounts = DefaultAwsCredentialsManager.fromConfig(
      new ConfigReader({
        aws: {
          accounts: [
            {
              accountId: '123456789012',
              accessKeyId: 'of-the-account',
              secretAccessKey: 'secret-of-the-account',
            },
          ],
        },
      }),
    );
    const profile = {
      name: 'main-account',
      kind: 's3' as const,
      awsAccountId: '123456789012',
    };
    await useOnce(
      await s3Provider(accounts).open(
        s3Connection({
          identity: { type: 'profile', profile: profile.name },
          profile,
        }),
      ),
    );
    expect([...stub.accessKeys]).toEqual(['of-the-account']);
  });
});
