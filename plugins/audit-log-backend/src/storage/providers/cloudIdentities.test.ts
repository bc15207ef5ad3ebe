import {
  StorageIdentity,
  parseDestination,
} from 'backstage-plugin-audit-log-common';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudEdge,
  EdgeAnswer,
  EdgeRequest,
  startCloudEdge,
} from '../../__testUtils__/cloudEdge';
import { headInProcess } from '../../__testUtils__/headInProcess';

// Each attempt is a process that loads TypeScript and the SDK of a cloud.
jest.setTimeout(120_000);

const tenantId = '11111111-1111-4111-8111-111111111111';
const clientId = '22222222-2222-4222-8222-222222222222';
const entra = 'login.microsoftonline.com';
const account = 'auditlog.blob.core.windows.net';
const serviceAccount = 'audit@project.iam.gserviceaccount.com';

const azure = (identity: StorageIdentity) => ({
  destination: parseDestination(`azure://${account}/exports/audit`),
  identity,
  externalId: null,
});
const gcs = (identity: StorageIdentity) => ({
  destination: parseDestination('gcs://exports/audit'),
  identity,
  externalId: null,
});

describe('identities that clouds give to whoever runs there', () => {
  let edge: CloudEdge;
  /** What token services refuse with, by host. */
  let refusals: Map<string, EdgeAnswer>;

  beforeEach(async () => {
    refusals = new Map();
    edge = await startCloudEdge({
      hosts: [
        ...[entra, account, 'storage.googleapis.com', 'sts.googleapis.com'],
        'iamcredentials.googleapis.com',
      ],
      answer: request => refusals.get(request.host) ?? answers(request),
    });
  });
  afterEach(() => edge.stop());

  const to = (host: string) =>
    edge.requests.filter(request => request.host === host);
  const formOf = ({ body }: EdgeRequest) =>
    Object.fromEntries(new URLSearchParams(body));
  const storageTokens = (host: string) =>
    to(host).map(({ headers }) => headers.authorization);

  async function fileOf(name: string, content: string) {
    const path = join(edge.folder, name);
    await writeFile(path, content);
    return path;
  }

  it.each([[undefined], [clientId]])(
    'take the token of an Azure managed identity (client id %s)',
    async chosen => {
      const identity = { type: 'managed', clientId: chosen } as const;
      await expect(headInProcess(azure(identity), edge.env)).resolves.toEqual({
        isReached: true,
      });
      const [asked] = to('169.254.169.254');
      expect(asked.headers.metadata).toBe('true');
      const { resource, client_id } = Object.fromEntries(
        asked.url.searchParams,
      );
      expect(resource).toMatch(/^https:\/\/storage\.azure\.com\/?$/);
      expect(client_id).toBe(chosen);
      expect(storageTokens(account)).toEqual(['Bearer of-managed-identity']);
    },
  );

  it('exchange the token of an Azure workload identity', async () => {
    const env = {
      ...edge.env,
      AZURE_FEDERATED_TOKEN_FILE: await fileOf('token', 'of-kubernetes'),
    };
    const identity = { type: 'workload', tenantId, clientId } as const;
    await expect(headInProcess(azure(identity), env)).resolves.toEqual({
      isReached: true,
    });
    const exchanges = to(entra).filter(({ method }) => method === 'POST');
    expect(exchanges.map(({ url }) => url.pathname)).toEqual([
      `/${tenantId}/oauth2/v2.0/token`,
    ]);
    expect(formOf(exchanges[0])).toMatchObject({
      client_id: clientId,
      client_assertion: 'of-kubernetes',
      grant_type: 'client_credentials',
      scope: expect.stringContaining('https://storage.azure.com/.default'),
    });
    expect(storageTokens(account)).toEqual(['Bearer of-entra']);
  });

  it('say in Entra’s words why it gives no token', async () => {
    refusals.set(entra, {
      status: 401,
      body: {
        error: 'invalid_client',
        error_description:
          'AADSTS700213: No matching federated identity record found for presented assertion subject.',
      },
    });
    const env = {
      ...edge.env,
      AZURE_FEDERATED_TOKEN_FILE: await fileOf('token', 'of-kubernetes'),
    };
    const identity = { type: 'workload', tenantId, clientId } as const;
    await expect(headInProcess(azure(identity), env)).resolves.toMatchObject({
      isReached: false,
      error: {
        name: 'StorageError',
        kind: 'denied',
        message: expect.stringContaining('AADSTS700213'),
      },
    });
    expect(to(account)).toEqual([]);
  });

  const federation = async () => ({
    ...edge.env,
    GOOGLE_APPLICATION_CREDENTIALS: await fileOf(
      'federation.json',
      JSON.stringify({
        type: 'external_account',
        audience:
          '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/portal',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: 'https://sts.googleapis.com/v1/token',
        credential_source: { file: await fileOf('token', 'of-kubernetes') },
      }),
    ),
  });

  it('exchange a token by Google’s workload identity federation', async () => {
    await expect(
      headInProcess(gcs({ type: 'ambient' }), await federation()),
    ).resolves.toEqual({ isReached: true });
    expect(to('sts.googleapis.com').map(formOf)).toEqual([
      expect.objectContaining({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: 'of-kubernetes',
      }),
    ]);
    expect(storageTokens('storage.googleapis.com')).toEqual([
      'Bearer of-federation',
    ]);
  });

  it('impersonate a service account with what federation gave', async () => {
    await expect(
      headInProcess(
        gcs({ type: 'impersonation', serviceAccount }),
        await federation(),
      ),
    ).resolves.toEqual({ isReached: true });
    const [asked] = to('iamcredentials.googleapis.com');
    expect(asked.url.pathname).toBe(
      `/v1/projects/-/serviceAccounts/${serviceAccount}:generateAccessToken`,
    );
    expect(asked.headers.authorization).toBe('Bearer of-federation');
    expect(JSON.parse(asked.body).scope).toEqual([
      'https://www.googleapis.com/auth/devstorage.read_write',
    ]);
    expect(storageTokens('storage.googleapis.com')).toEqual([
      'Bearer of-service-account',
    ]);
  });

  it('say in Google’s words why an account may not be impersonated', async () => {
    refusals.set('iamcredentials.googleapis.com', {
      status: 403,
      body: {
        error: {
          code: 403,
          message:
            "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
          status: 'PERMISSION_DENIED',
        },
      },
    });
    await expect(
      headInProcess(
        gcs({ type: 'impersonation', serviceAccount }),
        await federation(),
      ),
    ).resolves.toMatchObject({
      isReached: false,
      error: {
        name: 'StorageError',
        kind: 'denied',
        message: expect.stringContaining('iam.serviceAccounts.getAccessToken'),
      },
    });
    expect(to('storage.googleapis.com')).toEqual([]);
  });

  it('take the token of a Google workload from its metadata server', async () => {
    await expect(
      headInProcess(gcs({ type: 'ambient' }), {
        ...edge.env,
        GCE_METADATA_HOST: new URL(edge.env.HTTP_PROXY!).host,
        NO_PROXY: '127.0.0.1',
      }),
    ).resolves.toEqual({ isReached: true });
    expect(storageTokens('storage.googleapis.com')).toEqual([
      'Bearer of-metadata',
    ]);
  });
});

const expiry = new Date(Date.now() + 3_600_000);

/** What the clouds answer, by their published protocols. */
function answers({ host, url, headers }: EdgeRequest): EdgeAnswer | undefined {
  switch (host) {
    case '169.254.169.254':
      return url.pathname === '/metadata/identity/oauth2/token'
        ? {
            body: {
              access_token: 'of-managed-identity',
              expires_in: '3600',
              expires_on: String(Math.floor(expiry.getTime() / 1000)),
              resource: 'https://storage.azure.com/',
              token_type: 'Bearer',
            },
          }
        : undefined;
    case entra:
      return {
        body: {
          access_token: 'of-entra',
          expires_in: 3600,
          token_type: 'Bearer',
        },
      };
    case account:
      return { status: 404, headers: { 'x-ms-error-code': 'BlobNotFound' } };
    case 'sts.googleapis.com':
      return {
        body: {
          access_token: 'of-federation',
          issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          token_type: 'Bearer',
          expires_in: 3600,
        },
      };
    case 'iamcredentials.googleapis.com':
      return {
        body: {
          accessToken: 'of-service-account',
          expireTime: expiry.toISOString(),
        },
      };
    case '127.0.0.1':
      return headers['metadata-flavor'] === 'Google'
        ? {
            headers: { 'metadata-flavor': 'Google' },
            body: url.pathname.endsWith('/token')
              ? {
                  access_token: 'of-metadata',
                  expires_in: 3600,
                  token_type: 'Bearer',
                }
              : 'project',
          }
        : undefined;
    case 'storage.googleapis.com':
      return {
        status: 404,
        body: {
          error: {
            code: 404,
            message: 'No such object: exports/audit/any',
            errors: [{ reason: 'notFound', message: 'No such object' }],
          },
        },
      };
    default:
      return undefined;
  }
}
