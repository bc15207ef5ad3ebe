import {
  RootLoggerService,
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  EntityProviderConnection,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import express from 'express';
import { RealBackend } from './startRealBackend';
import { eventually } from './startPortal';

/** Each canary is sprayed through one path, and must be found nowhere. */
export const canaries = {
  query: 'CanaryQuery7Xq2Lm9',
  header: 'CanaryHeader4Zt8Rw1',
  cookie: 'CanaryCookie6Yb3Kp5',
  body: 'CanaryBody2Nc7Vd9',
  brokenBody: 'CanaryBroken8Hj4Sg6',
  meta: 'CanaryMeta5Qe1Fu3',
  key: 'CanaryKey9Wa6Mx2',
  error: 'CanaryError3Ti5Jb8',
  userInfo: 'CanaryUserInfo1Lr7Cz4',
  bearer: 'CanaryBearer6Po9Dk2',
  parameter: 'CanaryParameter8Gv3Ny5',
  masked: 'CanaryMasked4Ux1Be7',
  secret: 'CanarySecret7Kh5Wq9',
  code: 'CanaryCode2Fs8Tm6',
  verifier: 'CanaryVerifier5Jz4Xa1',
  refresh: 'CanaryRefresh9Mn2Lo3',
  location: 'CanaryLocation1Rd6Ht8',
  catalog: 'CanaryCatalog3Vb7Np2',
  jwt: 'CanaryJwt3Hs9Qw2',
  privateKey: 'CanaryPrivateKey4Ud6Ff1',
  serviceAccount: 'CanaryServiceAccount8Lb2Ec5',
  awsKeyId: 'CANARYAWS7QX2LM9',
  awsSecret: 'CanaryAwsSecret6Rn4Jm1',
  googleApiKey: 'CanaryGoogleKey5Bt8Zs3',
  googleToken: 'CanaryGoogleToken2Wp7Yk4',
  azureAccountKey: 'CanaryAzureAccount9Cx3Gh6',
  azureSignature: 'CanaryAzureSas1Vl5Dq8',
  azureClient: 'CanaryAzureClient4Oe7Iu2',
  gitToken: 'CanaryGitToken8Sf3Ra6',
};

const pem = (label: string, ...parts: string[]) =>
  `-----BEGIN ${label} KEY-----\n${parts.join(
    '\n',
  )}\n-----END ${label} KEY-----`;

/**
 * Secrets under harmless names, known by how they look alone. Joined here, so
 * that no scanner takes this file for a leak.
 */
const shapes: string[] = [
  `${'ey'}JhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.${canaries.jwt}`,
  pem('RSA PRIVATE', `MIIE${canaries.privateKey}`),
  JSON.stringify({
    type: 'service_account',
    extra: pem('PRIVATE', `MIIE${canaries.serviceAccount}`),
  }),
  `${'AK'}IA${canaries.awsKeyId}`,
  `aws_secret_access_key = ${canaries.awsSecret}/abc+def`,
  `${'AI'}za${canaries.googleApiKey}abcdefghijkl`,
  `${'ya'}29.${canaries.googleToken}`,
  `AccountName=a;AccountKey=${canaries.azureAccountKey}==;EndpointSuffix=b`,
  `https://a.blob.core.windows.net/c?sv=1&sig=${canaries.azureSignature}`,
  `abc8${'Q~'}${canaries.azureClient}abcdefghijk`,
  `${'gh'}p_${canaries.gitToken}abcdef`,
];

/** An entity that tells secrets, as people do in annotations and links. */
const talkativeEntity = (revision: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'talkative',
    description: `Revision ${revision}`,
    annotations: {
      'example.com/api-token': canaries.catalog,
      'example.com/notes': `${revision} ${shapes.join(' ')}`,
    },
    links: [{ url: `https://ada:${canaries.catalog}@example.com/${revision}` }],
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
});

/** A provider that gives the catalog that entity, and then another revision. */
export function talkativeProvider() {
  let connection: EntityProviderConnection | undefined;
  const location = 'canary:talkative';
  return {
    module: createBackendModule({
      pluginId: 'catalog',
      moduleId: 'talkative',
      register(reg) {
        reg.registerInit({
          deps: { processing: catalogProcessingExtensionPoint },
          async init({ processing }) {
            processing.addEntityProvider({
              getProviderName: () => 'talkative',
              connect: async connected => {
                connection = connected;
              },
            });
          },
        });
      },
    }),
    async provide(revision: string) {
      const entity = talkativeEntity(revision);
      const annotations = {
        ...entity.metadata.annotations,
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      };
      await connection!.applyMutation({
        type: 'full',
        entities: [
          {
            locationKey: location,
            entity: {
              ...entity,
              metadata: { ...entity.metadata, annotations },
            },
          },
        ],
      });
    },
  };
}

export const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'database' },
  spec: {
    type: 'service',
    owner: 'team-a',
    parameters: [
      {
        properties: {
          name: { type: 'string' },
          notes: { type: 'string' },
          rootAccess: { type: 'string', 'ui:field': 'Secret' },
          note: {
            type: 'string',
            'ui:backstage': { review: { mask: '***' } },
          },
        },
      },
    ],
    steps: [
      { id: 'a', name: 'A', action: 'debug:log', input: { message: 'hello' } },
    ],
  },
};

/** A plugin whose events are as careless as can be. */
export const carelessPlugin = createBackendPlugin({
  pluginId: 'careless',
  register(reg) {
    reg.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        auditor: coreServices.auditor,
      },
      async init({ httpRouter, auditor }) {
        const router = express.Router();
        router.use(express.json());
        router.post('/do', async (request, response) => {
          const event = await auditor.createEvent({
            eventId: 'do',
            severityLevel: 'medium',
            request,
            meta: {
              deep: [{ deeper: { clientSecret: canaries.meta } }],
              text: `curl -H 'Authorization: Bearer ${canaries.bearer}' x`,
              notes: shapes,
              [`password=${canaries.key}`]: 1,
            },
          });
          await event.fail({
            error: new Error(
              `connect postgres://root:${canaries.userInfo}@db failed, token=${canaries.error}`,
              { cause: new Error(shapes.join(', ')) },
            ),
          });
          response.json({});
        });
        router.post('/quiet', (_, response) => response.json({}));
        httpRouter.use(router);
      },
    });
  },
});

/** A logger that keeps what it is given, with the fields of its parents. */
export function keepingLogger(
  lines: string[],
  inherited: JsonObject = {},
): RootLoggerService {
  const keep = (message: string, fields?: unknown) => {
    lines.push(
      JSON.stringify([
        inherited,
        message,
        fields instanceof Error
          ? { message: fields.message, stack: fields.stack }
          : fields,
      ]),
    );
  };
  return {
    error: keep,
    warn: keep,
    info: keep,
    debug: keep,
    child: fields =>
      keepingLogger(lines, { ...inherited, ...(fields as JsonObject) }),
  };
}

/** Sends every canary on its way. */
export async function sprayCanaries({ call }: Pick<RealBackend, 'call'>) {
  await call('GET', `/careless/x?access_token=${canaries.query}`, undefined, {
    'x-api-key': canaries.header,
    cookie: `session=${canaries.cookie}`,
  });
  await call('POST', '/careless/quiet', { password: canaries.body });
  await call('POST', '/careless/quiet', { notes: shapes });
  for (const shape of shapes) {
    await call('GET', `/careless/x?note=${encodeURIComponent(shape)}`);
    await call('GET', '/careless/x', undefined, {
      'user-agent': shape.replace(/\n/g, ' '),
    });
  }
  await call('POST', '/careless/quiet', `{"password":"${canaries.brokenBody}`);
  await call('POST', '/careless/do', {});
  await call('POST', '/catalog/locations', {
    type: 'url',
    target: `http://ada:${canaries.location}@127.0.0.1:1/x.yaml`,
  });
  await call('POST', '/auth/v1/token', {
    grant_type: 'authorization_code',
    code: canaries.code,
    code_verifier: canaries.verifier,
    redirect_uri: 'http://127.0.0.1:1/',
  });
  await call('POST', '/auth/v1/token', {
    grant_type: 'refresh_token',
    refresh_token: canaries.refresh,
  });
  await eventually(async () => {
    const answer = await call(
      'GET',
      '/catalog/entities/by-name/template/default/database',
    );
    expect(answer.status).toBe(200);
  });
  const run = await call('POST', '/scaffolder/v2/tasks', {
    templateRef: 'template:default/database',
    values: {
      name: 'orders',
      notes: shapes.join(' '),
      rootAccess: canaries.parameter,
      note: canaries.masked,
    },
    secrets: { anything: canaries.secret },
  });
  expect(run.status).toBe(201);
}
