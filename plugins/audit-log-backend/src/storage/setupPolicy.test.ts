import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  parseDestination,
  setupSteps,
} from 'backstage-plugin-audit-log-common';
import {
  StorageServer,
  describeWithServer,
  startStorageServer,
} from '../__testUtils__/storageServers';
import { builtInProviders } from './providers';
import { testStorage } from './testStorage';

jest.setTimeout(120_000);

const bucket = 'policies';

describeWithServer('s3')('the policy that people paste for S3', () => {
  let server: StorageServer<'s3'>;
  beforeAll(async () => {
    server = await startStorageServer('s3');
    await ownerCalls(new CreateBucketCommand({ Bucket: bucket }));
  });
  afterAll(() => server?.stop());

  async function ownerCalls(
    command: CreateBucketCommand | PutBucketPolicyCommand,
  ) {
    const client = new S3Client({
      ...server,
      credentials: server.users.writer,
      forcePathStyle: true,
    });
    await client.send(command as CreateBucketCommand);
    client.destroy();
  }

  /** Lets somebody else do what the policy for a destination says. */
  async function paste(destination: string) {
    const [{ snippet = '' }] = setupSteps({
      name: 'main',
      destination,
      identity: { type: 'ambient' },
      externalId: null,
    });
    const policy = JSON.parse(snippet);
    const Principal = { AWS: 'arn:aws:iam:::user/stranger' };
    await ownerCalls(
      new PutBucketPolicyCommand({
        Bucket: bucket,
        Policy: JSON.stringify({
          ...policy,
          Statement: policy.Statement.map((statement: object) => ({
            ...statement,
            Principal,
          })),
        }),
      }),
    );
  }

  function test(destination: string) {
    const s3 = builtInProviders({
      localFolder: undefined,
      awsAccounts: undefined,
    }).find(({ kind }) => kind === 's3')!;
    return testStorage({
      clock: () => new Date(),
      open: () =>
        s3.open({
          destination: parseDestination(destination),
          identity: { type: 'profile', profile: 'stranger' },
          externalId: null,
          endpoint: server.endpoint,
          region: server.region,
          forcePathStyle: true,
          profile: { name: 'stranger', kind: 's3', ...server.users.stranger },
        }),
    });
  }

  it.each([`s3://${bucket}/audit/portal`, `s3://${bucket}`])(
    'is enough for %s',
    async destination => {
      await paste(destination);
      await expect(test(destination)).resolves.toMatchObject({
        ok: true,
        steps: expect.arrayContaining([
          expect.objectContaining({ step: 'delete', ok: true }),
        ]),
      });
    },
  );

  it('opens no other folder', async () => {
    await paste(`s3://${bucket}/audit`);
    const { ok, steps } = await test(`s3://${bucket}/elsewhere`);
    expect(ok).toBe(false);
    expect(steps[steps.length - 1]).toMatchObject({
      step: 'write',
      ok: false,
      code: 'AccessDenied',
    });
  });
});
